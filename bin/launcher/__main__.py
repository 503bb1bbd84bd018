"""Entry point: python bin/launcher up|manage|test|bench [arguments]."""

import sys
from pathlib import Path

# Run by path, so the folder of this file stands first on the path; the package is its parent's.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launcher.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
