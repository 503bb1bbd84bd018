"""Which profile runs: quick leaves something out only where `--full` runs it."""

import os

FULL = os.environ.get("HYPOTHESIS_PROFILE", "quick") == "full"
