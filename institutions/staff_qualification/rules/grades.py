"""The points of an act by how far somebody answers for it. Acts come in four bands of three points (1-3, 4-6, 7-9, 10-12,
reported); that general, important and main responsibility are the first, second and third of a band is this
project's reading (assumed)."""

import re
import unicodedata

from casework.names.rules.folding import fold_name

_PARTS = re.compile(r"([0-9]+)|([^0-9]+)")
BANDS = (1, 4, 7, 10)
STEPS = {"general": 0, "important": 1, "main": 2}


def points_of(least: int, grade: str) -> int:
    """The points for an act whose band begins at `least`. Raises KeyError for a grade that is none."""
    return least + STEPS[grade]


def fold_measure(typed: str) -> str:
    """The penalty or measure that points follow, as one is told from another: its words in either script and its figures, whatever
    stands between them. 处罚〔2026〕1号 is 處罰 [2026] １号, and 1-11 is not 11-1."""
    plain = unicodedata.normalize("NFKC", typed)
    parts = [fold_name(words) if words else figures for figures, words in _PARTS.findall(plain)]
    return "-".join(part for part in parts if part)
