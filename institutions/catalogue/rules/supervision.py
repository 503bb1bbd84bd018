"""The published kinds of supervision rules: what each needs beside its code, and how its value is read.

Kinds and their numbers are those of the published rule files (stated); how a window is counted where the files do not say is an
assumption, written at the function that counts (findings.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

SEXES = ("male", "female")
SCHEMES = {
    "uebmi": "uebmi",
    "职工": "uebmi",
    "职工医保": "uebmi",
    "職工": "uebmi",
    "310": "uebmi",
    "urrbmi": "urrbmi",
    "居民": "urrbmi",
    "居民医保": "urrbmi",
    "390": "urrbmi",
}
SEX_WORDS = {"男": "male", "女": "female", "male": "male", "female": "female", "1": "male", "2": "female"}
# Levels, the lowest first; a rule names the lowest that may.
LEVELS = ("ungraded", "first", "second", "third")
LEVEL_WORDS = {
    "first": "first",
    "一级": "first",
    "一级及以上": "first",
    "second": "second",
    "二级": "second",
    "二级及以上": "second",
    "third": "third",
    "三级": "third",
    "三级及以上": "third",
}
AGE_UNITS = ("years", "months", "days")
PERIODS = ("hour", "six_hours", "day", "visit", "week", "month", "year")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a kind of rule needs: how its value is read ("" for none), its units, its periods, whether it names a second code."""

    value: str = ""
    units: tuple[str, ...] = ("",)
    periods: tuple[str, ...] = ("",)
    second: bool = False


KINDS: Mapping[str, Kind] = {
    "sex": Kind(value="sex"),
    "age": Kind(value="ages", units=AGE_UNITS),
    "insurance": Kind(value="scheme"),
    "inpatient_only": Kind(),
    "level": Kind(value="level"),
    "course": Kind(value="whole", units=("days",), periods=("visit", "year")),
    "pair": Kind(periods=("hour", "six_hours", "day", "visit"), second=True),
    "frequency": Kind(value="whole", units=("times",), periods=("day", "visit", "week", "month", "year")),
}
# Kinds that read what lies on record on other days too.
LOOKS_BACK = frozenset({"course", "pair", "frequency"})
# Kinds that only the limits of a catalogue have.
OF_LIMITS = ("setting", "diagnosis")
_AGES = re.compile(r"([0-9]{1,4})?-([0-9]{1,4})?")
_WHOLE = re.compile(r"[1-9][0-9]{0,3}")
# Why a rule is none: each with a sentence in `words`.
PROBLEMS = (
    "no_value",
    "value_unread",
    "value_not_used",
    "unit_differs",
    "period_differs",
    "no_second",
    "second_not_used",
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: its kind, what it is about, its parameters as they are kept, and where it was published."""

    kind: str
    code: str
    second_code: str = ""
    value: str = ""
    unit: str = ""
    period: str = ""
    text: str = ""
    source: str = ""
    status: str = ""
    demonstration: bool = False


class BilledLine(Struct, frozen=True, gc=False, kw_only=True):
    """One line of a bill as far as rules ask: its number, code, day, moment where it is told, quantity, days it supplies."""

    number: int
    code: str
    on: date | None = None
    at: datetime | None = None
    quantity: Decimal = Decimal(1)
    days: int | None = None


@dataclass(frozen=True, kw_only=True)
class BillFacts:
    """What is known of a bill; "" and None are "not told". `earlier`: lines of the same person's other bills of the year."""

    sex: str = ""
    born_on: date | None = None
    scheme: str = ""
    setting: str = ""
    level: str = ""
    diagnoses: frozenset[str] | None = None
    lines: tuple[BilledLine, ...] = ()
    earlier: tuple[BilledLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A rule that a bill hits, or whose fact is not told (`hit` False): the lines, and the figures for its sentence."""

    rule: Rule
    hit: bool
    lines: tuple[int, ...]
    params: Mapping[str, str] = field(default_factory=dict)


def read_value(kind: str, text: str) -> str | None:
    """The value of a rule as it is kept; None for one that cannot be read. Only for a kind that has a value."""
    plain, wanted = text.strip().casefold(), KINDS[kind].value
    if wanted == "sex":
        return SEX_WORDS.get(plain)
    if wanted == "scheme":
        return SCHEMES.get(plain)
    if wanted == "level":
        return LEVEL_WORDS.get(plain)
    if wanted == "ages":
        return _ages(plain)
    return plain if _WHOLE.fullmatch(plain) else None


def _ages(text: str) -> str | None:
    """ "0-14", "18-", "-6": both ends included. A bound in words is none: "over 18" may or may not take in eighteen."""
    found = _AGES.fullmatch(text.replace("~", "-").replace("～", "-"))
    if found is None or not (found[1] or found[2]):
        return None
    first, last = (int(part) if part else None for part in found.groups())
    if first is not None and last is not None and first > last:
        return None
    return f"{'' if first is None else first}-{'' if last is None else last}"


def problems_of(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the cells of a rule say wrongly together: (column, problem) for each."""
    if row["kind"] not in KINDS:
        return []
    kind, found = KINDS[row["kind"]], []
    if not kind.value:
        found += [("value", "value_not_used")] * bool(row["value"])
    elif not row["value"]:
        found.append(("value", "no_value"))
    elif read_value(row["kind"], row["value"]) is None:
        found.append(("value", "value_unread"))
    if row["unit"] not in kind.units:
        found.append(("unit", "unit_differs"))
    if row["period"] not in kind.periods:
        found.append(("period", "period_differs"))
    if kind.second and (not row["second_code"] or row["second_code"] == row["code"]):
        found.append(("second_code", "no_second"))
    if not kind.second and row["second_code"]:
        found.append(("second_code", "second_not_used"))
    return found
