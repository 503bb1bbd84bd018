"""Numbers of returned cases, of which some are a part: a small part is not shown, nor one whose rest is small."""

from casework.disclosure.rules.hiding import LEAST


def large(number: int) -> int | None:
    """The number; None for one that could tell of single people."""
    return None if 0 < number < LEAST else number


def part_shown(whole: int, part: int) -> int | None:
    """A part that stands beside its whole; None where the part or what it leaves of the whole is small."""
    return None if part and large(whole - part) is None else large(part)
