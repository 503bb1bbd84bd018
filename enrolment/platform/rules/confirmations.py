"""The seam to the national platform, which cannot be reached from here.

The working mode is the honest one: the officer does the act in the platform's own terminal and records here that it was
done, when, and the confirmation it gave. No token and no code is stored. A connected mode would answer the same
`PlatformAnswer` from the platform itself; nothing else in the portal would change.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date

LONGEST = 60


class ConfirmationProblem(ValueError):
    """The confirmation as typed cannot be one; `code` says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PlatformAnswer:
    """What the platform confirmed: its number, and the day of the act."""

    confirmation: str
    on: date


def recorded_answer(confirmation: str, on: date, *, today: date) -> PlatformAnswer:
    """An act done in the platform's terminal, as the officer records it.

    Raises ConfirmationProblem (empty, too_long, unsupported_character, in_future). The platform's own number format is
    not public, so nothing more is checked.
    """
    folded = unicodedata.normalize("NFKC", confirmation).strip().upper()
    if not folded:
        raise ConfirmationProblem("empty")
    if len(folded) > LONGEST:
        raise ConfirmationProblem("too_long")
    if not all(char.isascii() and (char.isalnum() or char in "-_/.") for char in folded):
        raise ConfirmationProblem("unsupported_character")
    if on > today:
        raise ConfirmationProblem("in_future")
    return PlatformAnswer(folded, on)
