"""Which places' lists hold for an institution: its own, its city's, the province's, the country's."""

from functools import lru_cache

COUNTRY = "156"


@lru_cache(maxsize=512)
def places_over(code: str) -> tuple[str, ...]:
    """The codes of a place and of all it lies in, the narrowest first."""
    found = [code] if len(code) > 6 else []
    digits = code[:6]
    if digits.isdigit() and len(digits) == 6:
        found += [digits, digits[:4] + "00", digits[:2] + "0000"]
    return tuple(dict.fromkeys([*found, COUNTRY]))
