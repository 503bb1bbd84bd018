"""Figures and days as they are typed."""

import re
import unicodedata
from datetime import date

GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")


# The day of the State Council's decision that founded the employees' basic medical insurance: nothing was settled before.
EARLIEST = date(1998, 12, 14)


def tidy(typed: str) -> str:
    """A figure without what people type around it: full-width forms plain, no spaces, ¥ or 元, commas only between thousands."""
    plain = unicodedata.normalize("NFKC", typed)
    plain = "".join(char for char in plain if unicodedata.category(char) not in ("Cc", "Cf", "Zs"))
    plain = plain.removeprefix("¥").removesuffix("元")
    return plain.replace(",", "") if GROUPED.fullmatch(plain) else plain
