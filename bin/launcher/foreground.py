"""Running one program in the foreground, with our own standard streams and its own exit code."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from launcher.marks import end_marked
from launcher.process import wrapped

# A wish to stop that reaches the launcher alone; the keyboard's Ctrl-C reaches the program by itself.
PASSED_ON = (signal.SIGTERM, signal.SIGHUP)


def run_through(
    command: list[str], environment: Mapping[str, str], folder: Path, polite: signal.Signals = signal.SIGTERM
) -> int:
    """Run a program to its end and return its exit code (128 + n when signal n ended it).

    Asked to stop, it gets `polite`, and SIGTERM when asked again. What it started ends before this returns, so that
    the servers behind it can be stopped.
    """
    process = subprocess.Popen(wrapped(command, "--die-with", str(os.getpid())), env=dict(environment), cwd=folder)
    asked = 0

    def pass_on(_number: int, _frame: object) -> None:
        nonlocal asked
        asked += 1
        process.send_signal(polite if asked == 1 else signal.SIGTERM)

    earlier = {number: signal.signal(number, pass_on) for number in PASSED_ON}
    # The program sits at the same keyboard; we only wait for its end.
    earlier[signal.SIGINT] = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = process.wait()
        end_marked()
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code
