"""Reads a day as people write it, the same in forms and in files and in every language: the year first, with any mark between
its parts or with none. What could be two days, or the year of another count, is refused by name and never guessed."""

import re
import unicodedata
from datetime import date

from casework.rulebook.rules import date_words

LONGEST = 40
# The year before the first one of the count that begins in 1912; its months and days are those of the common era.
BEFORE_MINGUO = 1911

_SPELLED = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号號]")
# The same mark twice: two kinds of mark in one day are a slip of the finger.
_MARKED = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})\.?")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MINGUO = re.compile(
    r"(中?[华華]?民[国國]|ROC|R\.O\.C\.?|民)?[-. ]*([0-9]{1,3})[-年/. ]+([0-9]{1,2})[-月/. ]+([0-9]{1,2})[日号號.]?",
    re.IGNORECASE,
)
_MINGUO_DIGITS = re.compile(r"()(1[0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(r"[0-9]{1,2}[-/. ]+[0-9]{1,2}[-/. ]+[0-9]{4}\.?")
_MONTH_NAME = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_NO_DAY = re.compile(
    r"[0-9]{4}[-年/. ]+[0-9]{1,2}月?|(?:19|20)[0-9]{2}年?|[0-9]{1,2}月[0-9]{1,2}[日号號]?|(?:19|20)[0-9]{4}"
)
_SHORT_DIGITS = re.compile(r"[0-9]{6}")


# Why a text that is unreadable is so, where that can be told: day first (10/11/2026, Nov 10, 2026), a year of two digits, a year
# counted from 1912, no year or no day, another day of the week than the date has.
REASONS = ("day_first", "short_year", "minguo", "incomplete", "weekday_differs")


class DateUnreadable(ValueError):
    """The text is no day. `code` is `unreadable_date` (not one of the forms) or `impossible_date` (30 February); `why` one of
    REASONS or nothing; with `minguo`, `day` is the day it would be, for whoever wrote it to confirm."""

    def __init__(self, code: str, why: str = "", day: date | None = None):
        super().__init__(code)
        self.code, self.why, self.day = code, why, day


def parse_date(text: str) -> date:
    """The day a text means: 2026-06-07, 2026/6/7, 2026.6.7, 2026 6 7, 20260607, 2026年6月7日 or 号, 二〇二六年六月七日; a time
    of day behind it is left out, a day of the week must be its own, full-width digits are digits. Raises DateUnreadable."""
    plain, weekday = _plain(text)
    if found := _SPELLED.fullmatch(plain) or _DIGITS.fullmatch(plain):
        day = _day(*found.groups())
    elif found := _MARKED.fullmatch(plain):
        day = _day(found[1], found[3], found[4])
    else:
        raise _refusal(plain)
    if weekday is not None and weekday != day.weekday():
        raise _unreadable("weekday_differs")
    return day


def _plain(text: str) -> tuple[str, int | None]:
    """One line without decoration and time of day, and the day of the week that stood behind it (Monday is 0)."""
    if len(text) > LONGEST:
        raise DateUnreadable("unreadable_date")
    kept = (char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf"))
    plain = unicodedata.normalize("NFKC", " ".join("".join(kept).split())).strip()
    if not plain.isprintable():
        raise DateUnreadable("unreadable_date")
    plain, weekday = date_words.without_time(plain)
    return date_words.with_plain_marks(date_words.in_digits(plain)), weekday


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DateUnreadable("impossible_date") from None


def _unreadable(why: str = "", day: date | None = None) -> DateUnreadable:
    return DateUnreadable("unreadable_date", why, day)


def _refusal(plain: str) -> DateUnreadable:
    """Why a text that is no day of ours is none."""
    if _DAY_FIRST.fullmatch(plain) or (_MONTH_NAME.search(plain) and plain.isascii()):
        return _unreadable("day_first")
    if found := _MINGUO.fullmatch(plain) or _MINGUO_DIGITS.fullmatch(plain):
        return _other_year(found[1], found[2], found[3], found[4])
    if _NO_DAY.fullmatch(plain):
        return _unreadable("incomplete")
    return _unreadable("short_year" if _SHORT_DIGITS.fullmatch(plain) else "")


def _other_year(named: str | None, year: str, month: str, day: str) -> DateUnreadable:
    """A year of two digits is of no count that could be known; one of three, or named so, is counted from 1912."""
    if not named and len(year) < 3:
        return _unreadable("short_year")
    try:
        counted = int(year)
        return _unreadable("minguo", date(counted + BEFORE_MINGUO if counted else 0, int(month), int(day)))
    except ValueError:
        return DateUnreadable("impossible_date")
