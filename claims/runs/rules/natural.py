"""The order of numbers that people write: 2 before 10, A2 before A10. Pure."""

import re

DIGITS = re.compile(r"([0-9]+)")


def natural(number: str) -> tuple[tuple[str | int, ...], str]:
    """By which numbers are put in order: runs of digits count as numbers. Equal for no two that are written differently."""
    parts = DIGITS.split(number)
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), number
