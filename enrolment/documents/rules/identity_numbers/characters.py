"""Looks for characters that do not belong where they stand, with the position a clerk can count to."""

from collections.abc import Iterable

from enrolment.documents.rules.identity_numbers.records import Reason

# More than a few wrong places mean another document, not a slip of the finger.
MOST_POSITIONS = 3


def misplaced_letters(number: str, positions: Iterable[int]) -> tuple[Reason, ...]:
    """Reasons for the places (counted from 0) that should hold digits and do not; O and I or L are named as such."""
    found = tuple(_name(number[n], n + 1) for n in positions if not _is_digit(number[n]))
    return found[:MOST_POSITIONS]


def all_letters(text: str) -> bool:
    return bool(text) and all("A" <= char <= "Z" for char in text)


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"


def _name(char: str, position: int) -> Reason:
    if char == "O":
        return Reason("letter_o_for_zero", position=position)
    if char in "IL":
        return Reason("letter_for_one", position=position)
    return Reason("not_digits", position=position)
