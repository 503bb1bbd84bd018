"""Which command was asked for, and how its refusals reach the person at the keyboard."""

import os
import signal
import sys
from collections.abc import Callable

from launcher import bench_command, guard, lint_command, manage_command, test_command, up_command
from launcher.layout import Layout
from launcher.speech import Refused, say

COMMANDS: dict[str, Callable[[Layout, list[str]], int]] = {
    "up": up_command.run,
    "manage": manage_command.run,
    "test": test_command.run,
    "bench": bench_command.run,
    "lint": lint_command.run,
}
MIN_PYTHON = (3, 11)
WISHES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Somebody wants us to stop. Like KeyboardInterrupt, so that whatever goes on is left by its clean way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(arguments: list[str]) -> int:
    """Run one command; the exit code is the command's own, 1 for a refusal with a sentence on stderr."""
    if sys.version_info < MIN_PYTHON:
        say(f"Minbao needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    # What is written may hold personal data; what other users must read (the installed programs) says so itself.
    os.umask(0o077)
    if arguments[:1] == ["guard"]:
        return guard.main(arguments[1])
    if not arguments or arguments[0] not in COMMANDS:
        say(f"Which command? One of: {', '.join(COMMANDS)}.")
        return 2
    for number in WISHES:
        signal.signal(number, _ask_once)
    try:
        with guard.guarded():
            return _run(arguments[0], arguments[1:])
    except StopAsked as wish:
        say("Stopped.")
        return 128 + wish.number


def _run(name: str, arguments: list[str]) -> int:
    try:
        layout = Layout.of_this_checkout()
        layout.prepare()
        return COMMANDS[name](layout, arguments)
    except Refused as refusal:
        say(str(refusal))
        return 1


def _ask_once(number: int, _frame: object) -> None:
    """The first wish is heeded; a second one must not break off the stopping itself."""
    for one in WISHES:
        signal.signal(one, signal.SIG_IGN)
    raise StopAsked(number)
