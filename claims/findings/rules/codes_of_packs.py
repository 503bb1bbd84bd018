"""Traceability codes as lists and scanners write them. Pure."""

import re
import unicodedata

# How long they are no source says: 20 digits as a rule (assumed).
TRACE = re.compile(r"[0-9A-Z]{8,40}")


def traces_in(typed: str) -> list[str]:
    """Codes written behind one another, whatever stands between them."""
    return [one for one in re.split(r"[\s,;、/]+", unicodedata.normalize("NFKC", typed).upper()) if one]
