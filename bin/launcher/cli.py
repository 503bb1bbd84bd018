"""Which command was asked for, and how its refusals reach the person at the keyboard."""

import os
import sys
from collections.abc import Callable

from launcher import bench_command, manage_command, test_command, up_command
from launcher.layout import Layout
from launcher.speech import Refused, say

COMMANDS: dict[str, Callable[[Layout, list[str]], int]] = {
    "up": up_command.run,
    "manage": manage_command.run,
    "test": test_command.run,
    "bench": bench_command.run,
}
MIN_PYTHON = (3, 11)


def main(arguments: list[str]) -> int:
    """Run one command; the exit code is the command's own, 1 for a refusal with a sentence on stderr."""
    if sys.version_info < MIN_PYTHON:
        say(f"Minbao needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    if not arguments or arguments[0] not in COMMANDS:
        say(f"Which command? One of: {', '.join(COMMANDS)}.")
        return 2
    # Installed files must be readable for the unprivileged server process; secrets set their own mode.
    os.umask(0o022)
    try:
        layout = Layout.of_this_checkout()
        layout.prepare()
        return COMMANDS[arguments[0]](layout, arguments[1:])
    except Refused as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130
