"""The points of an act by how far somebody answers for it. Acts come in four bands of three points (1-3, 4-6, 7-9, 10-12,
reported); that general, important and main responsibility are the first, second and third of a band is this
project's reading (assumed)."""

BANDS = (1, 4, 7, 10)
STEPS = {"general": 0, "important": 1, "main": 2}


def points_of(least: int, grade: str) -> int:
    """The points for an act whose band begins at `least`. Raises KeyError for a grade that is none."""
    return least + STEPS[grade]
