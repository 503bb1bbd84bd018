"""Which characters this machine's fonts can print. Papers fall back from their own font to any that is installed."""

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from casework.papers.queries import paper_fonts

# Fonts that draw a box for every character.
NO_REAL_FONTS = ("lastresort", "last resort", "adobe blank")
# What is never drawn by itself: marks of direction, joiners, variation selectors, controls.
NEVER_DRAWN = ("Cc", "Cf", "Zs", "Zl", "Zp")


@cache
def covered() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The ranges of code points that some font has: their firsts, sorted, and their lasts. Read once; empty when unknown."""
    ranges = sorted(_of_machine() + _of_vendored())
    return tuple(first for first, _last in ranges), _running_last(ranges)


def is_printable(char: str) -> bool:
    """Whether some font of the papers has the character, or it is never drawn."""
    if (
        unicodedata.category(char) in NEVER_DRAWN
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    ):
        return True
    firsts, lasts = covered()
    place = bisect_right(firsts, ord(char)) - 1
    return not firsts or (place >= 0 and ord(char) <= lasts[place])


def unprintable(value: Any) -> list[str]:
    """The characters that cannot be printed, each once, of a text or of all texts in plain facts."""
    return list(dict.fromkeys(char for text in _texts(value) for char in text if not is_printable(char)))


def code_of(char: str) -> str:
    """How a character is named where it cannot be drawn: U+30EDD."""
    return f"U+{ord(char):04X}"


def unprintable_note(*texts: str) -> str:
    """What papers could not show of some texts, in a sentence; empty when all can be printed."""
    missing = unprintable(list(texts))
    named = ", ".join(f"{char} ({code_of(char)})" for char in missing)
    return _("These characters cannot be printed on papers: %(characters)s.") % {"characters": named} if missing else ""


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [text for each in value for text in _texts(each)] if isinstance(value, list | tuple) else []


def _running_last(ranges: list[tuple[int, int]]) -> tuple[int, ...]:
    """The furthest end of all ranges up to each: ranges of different fonts overlap."""
    lasts, furthest = [], -1
    for _first, last in ranges:
        furthest = max(furthest, last)
        lasts.append(furthest)
    return tuple(lasts)


def _of_machine() -> list[tuple[int, int]]:
    if not shutil.which("fc-list"):
        return []
    asked = ["fc-list", "--format", "%{family}\t%{charset}\n"]
    listed = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout
    found = set()
    for line in listed.splitlines():
        family, _tab, charset = line.partition("\t")
        if not family.casefold().startswith(NO_REAL_FONTS):
            found |= {_range(part) for part in charset.split()}
    return list(found)


def _range(part: str) -> tuple[int, int]:
    first, _dash, last = part.partition("-")
    return int(first, 16), int(last or first, 16)


def _of_vendored() -> list[tuple[int, int]]:
    if not paper_fonts.needs_vendored_font():
        return []
    # Half a second at import, and only where the font of the machine is missing.
    from fontTools.ttLib import TTFont

    with TTFont(paper_fonts.vendored_font(), lazy=True) as font:
        return [(code, code) for code in font.getBestCmap()]
