"""The tables of a year's applications: by month, by path or by office; each with what became of them, how long the answer took and
how often a case went back. Tables that share numbers hide the same ones, so that no two can be subtracted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.disclosure.rules.hiding import Cell, Table
from casework.disclosure.rules.together import Plan, hidden_together

MONTH, PATH, OFFICE = "month", "path", "office"
GROUPINGS = (MONTH, PATH, OFFICE)
STATES, TIME, DAYS, RETURNS = "states", "time", "days", "returns"
ANSWERED = "answered"
COLUMNS = {
    STATES: (ANSWERED, "open", "withdrawn"),
    TIME: ("in_time", "late"),
    DAYS: ("to_5", "to_10", "to_20", "over_20"),
    RETURNS: ("first", "once", "more"),
}
# All but the first are about answered applications alone: their sums are the answered ones.
PLAN = Plan(columns=COLUMNS, first=STATES, part=ANSWERED)
BANDS = ((5, "to_5"), (10, "to_10"), (20, "to_20"))


@dataclass(frozen=True, kw_only=True)
class Group:
    """Applications that agree in everything a table tells, and how many there are. `time`, `days` and `returns` are "" where
    there is no answer yet."""

    month: str
    path: str
    office: str
    states: str
    time: str = ""
    days: str = ""
    returns: str = ""
    number: int


def band_of(days: int) -> str:
    """The band of a number of calendar days from receipt to answer."""
    return next((band for most, band in BANDS if days <= most), "over_20")


def returned(sent: int) -> str:
    """How often a case went back that was handed in so many times."""
    return {1: "first", 2: "once"}.get(sent, "more")


def tables(groups: Sequence[Group], by: str) -> dict[str, Table]:
    """The four tables of a grouping, with what must not be shown hidden."""
    rows = tuple(sorted({getattr(group, by) for group in groups}))
    return hidden_together(rows, {name: _counted(groups, by, name) for name in COLUMNS}, PLAN)


def _counted(groups: Iterable[Group], by: str, name: str) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for group in groups:
        if getattr(group, name):
            found[getattr(group, by), getattr(group, name)] += group.number
    return found
