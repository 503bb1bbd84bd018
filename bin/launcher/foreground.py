"""Running one program in the foreground, with our own standard streams and its own exit code."""

import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path


def run_through(command: list[str], environment: Mapping[str, str], folder: Path) -> int:
    """Run a program, passing signals on, and return its exit code (128 + n when signal n ended it)."""
    process = subprocess.Popen(command, env=dict(environment), cwd=folder)
    # A Ctrl-C reaches the program by itself, as it sits at the same keyboard; we only wait for its end.
    earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: process.send_signal(number))
    try:
        code = process.wait()
    finally:
        signal.signal(signal.SIGINT, earlier)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return code if code >= 0 else 128 - code
