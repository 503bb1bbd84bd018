"""What the launcher says. Always on stderr: stdout belongs to the command that is run."""

import sys


class Refused(Exception):
    """Something a person must decide or repair; the text is shown as it is, without a traceback."""


def say(text: str) -> None:
    """Write one message to stderr."""
    print(text, file=sys.stderr, flush=True)
