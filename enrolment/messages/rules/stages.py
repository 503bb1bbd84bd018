"""What people are told and how many days before: a rule with a value for each stage and place; windows from their own file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.rule_records import Rule, ValueMissing
from enrolment.coverage.rules.windows import windows_of

RULE_ID = "enrolment.message_stages"
# Told as soon as it is written; the others wait for their day.
AT_ONCE = ("answer_given", "papers_missing", "recheck")
WINDOW = ("window_opens", "window_closes")
ON_A_DAY = ("cover_ending", "document_second", "document_first")
STAGES = (*AT_ONCE, *WINDOW, *ON_A_DAY)
# Of two stages reached on one day the nearer one is told alone.
NEARER = {"document_first": "document_second"}


@dataclass(frozen=True)
class Reach:
    """Of a stage: the division it speaks of, the divisions inside with a value of their own, the days it looks at."""

    place: str
    but: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True)
class WindowNow:
    """A window of which people of some places are told today: its insurance year, the day it speaks of."""

    stage: str
    year: int
    day: date
    places: tuple[str, ...]


def days_before(rule: Rule, stage: str, place: str, on: date) -> int | None:
    """How many days before an event people of a place are told; None where they are not told."""
    try:
        return rule.value_for(on=on, place=place, stage=stage).number
    except ValueMissing:
        return None


def reaches(rule: Rule, stage: str, on: date) -> list[Reach]:
    """Which last days a stage speaks of on a day, by division; what the nearer stage speaks of is left to it."""
    places = sorted({value.place for value in rule.values}, key=lambda place: (len(place), place))
    found = []
    for place in places:
        days = days_before(rule, stage, place, on)
        if days is None:
            continue
        nearer = days_before(rule, NEARER.get(stage, ""), place, on)
        first = on if nearer is None else on + timedelta(days=nearer + 1)
        inside = tuple(other for other in places if other != place and other.startswith(place))
        found.append(Reach(place, inside, first, on + timedelta(days=days)))
    return found


def windows_now(rule: Rule, places: Collection[str], on: date) -> list[WindowNow]:
    """The windows that stand open on a day and of which somebody is told by now, the places with the same days together. Where no
    source gives a place its days, nobody there is told any."""
    found: dict[tuple[str, int, date], list[str]] = {}
    for place in sorted(places):
        for year in (on.year, on.year + 1):
            if told := _stage_at(rule, place, year, on):
                found.setdefault((told[0], year, told[1]), []).append(place)
    return [WindowNow(stage, year, day, tuple(some)) for (stage, year, day), some in found.items()]


def _stage_at(rule: Rule, place: str, year: int, on: date) -> tuple[str, date] | None:
    """The newest stage of a window that was reached on a day while it is open."""
    days = windows_of(place, year)
    opens, closes = (days.get(name, (None,))[0] for name in ("window_opens", "window_closes"))
    if closes is None or on > closes:
        return None
    before = days_before(rule, "window_closes", place, on)
    if before is not None and on >= closes - timedelta(days=before):
        return "window_closes", closes
    ahead = days_before(rule, "window_opens", place, on)
    if opens is not None and ahead is not None and on >= opens - timedelta(days=ahead):
        return "window_opens", closes
    return None
