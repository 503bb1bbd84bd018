"""Locks by flock: the kernel lets go of them when a process ends, however it ends, so none goes stale."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.speech import Refused


def _open(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refused(f"Cannot open the lock {file}: {error.strerror}.") from error


def try_lock(file: Path) -> int | None:
    """Take the lock alone and return its descriptor, or None when another process has it."""
    descriptor = _open(file)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def sole(file: Path, holder: str) -> int:
    """Take the lock for as long as this process lives, and note `holder` in it for the one who comes second.

    Raises Refused with the note of the present holder.
    """
    descriptor = try_lock(file)
    if descriptor is None:
        raise Refused(f"Minbao is already running from this folder ({file.read_text().strip()}). Stop that one first.")
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, holder.encode(), 0)
    return descriptor


@contextmanager
def waiting_for(file: Path) -> Iterator[None]:
    """Hold the lock for a short stretch of work, waiting for others to finish theirs."""
    descriptor = _open(file)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class Lease:
    """A share in something several processes use; the last to leave learns that it is the last."""

    def __init__(self, file: Path) -> None:
        self._descriptor = _open(file)

    def take(self) -> None:
        """Count this process among the users."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def alone(self) -> bool:
        """True when nobody else uses it; until the next take, nobody else can."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> bool:
        """Stop using it; True when nobody else does."""
        alone = self.alone()
        os.close(self._descriptor)
        return alone
