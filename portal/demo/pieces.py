"""The demonstration in pieces, each known by what it makes: a newer demonstration adds to an older one what is missing."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction

from casework.engine.refusals import AlreadyMoved, Blocked

# What people who have used the demonstration since may have made impossible: an account closed, a number typed elsewhere.
CHANGED_SINCE = (Blocked, AlreadyMoved, PermissionDenied, ObjectDoesNotExist)


@dataclass(frozen=True)
class Piece:
    """One thing of the demonstration: whether it is there, and how it is made."""

    name: str
    present: Callable[[], bool]
    make: Callable[[], object]


def bring_in(pieces: Iterable[Piece], write: Callable[[str], object], *, whole: bool = True) -> int:
    """Make what is missing, in order; what can no longer be made is named and left out. Returns how many were made. Not `whole`: a
    piece keeps scans, whose files are not written within a transaction."""
    made = 0
    for piece in pieces:
        if piece.present():
            continue
        try:
            with transaction.atomic() if whole else nullcontext():
                piece.make()
        except CHANGED_SINCE as problem:
            write(f"left out, as the demonstration was changed: {piece.name} ({type(problem).__name__})")
        else:
            made += 1
    return made
