"""A mark in the environment of everything the launcher starts, so that what is left over can be found and ended.

The private servers do not bear it: other commands of the checkout may use them.
"""

import os
import secrets
import signal
import time
from pathlib import Path

NAME = "MINBAO_LAUNCHER"


_ours: list[str] = []


def set_mark() -> str:
    """Mark what this process starts from now on."""
    # Not read back from the environment: there a program of ours finds the mark of the launcher that started it.
    _ours[:] = [secrets.token_hex(8)]
    os.environ[NAME] = _ours[0]
    return _ours[0]


def bearers(mark: str) -> list[int]:
    """The processes of this user that bear a mark, oldest first, ourselves excepted. Empty on a machine without /proc."""
    wanted = f"{NAME}={mark}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            held = wanted in (place / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if held and int(place.name) != os.getpid():
            found.append(int(place.name))
    return sorted(found)


def end_marked(mark: str = "", patience: float = 3.0) -> None:
    """End what bears the mark (ours by default): asked first, killed after `patience` seconds."""
    if not (mark := mark or "".join(_ours)):
        return
    deadline = time.monotonic() + patience
    _send(bearers(mark), signal.SIGTERM)
    while left := bearers(mark):
        if time.monotonic() >= deadline:
            _send(left, signal.SIGKILL)
        time.sleep(0.05)


def _send(pids: list[int], number: signal.Signals) -> None:
    for pid in reversed(pids):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
