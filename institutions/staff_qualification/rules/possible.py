"""What stands against points and against an objection to them: pure, asked when it is asked for and again when it is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from institutions.staff_qualification.rules.standing import Given, Marks

GIVE, OBJECT, CORRECT = "give_points", "object", "correct_name"
ACTS = (GIVE, OBJECT, CORRECT)
# Every code `against` answers with, and the field of the form it stands beside.
FIELDS = {
    "in_the_future": "given_on",
    "before_the_post": "given_on",
    "basis_later": "basis_on",
    "given_already": "conduct",
    "months_missing": "months",
    "months_not_asked": "months",
    "months_out_of_range": "months",
    "given_elsewhere": "contested",
    "not_standing": "",
    "too_late": "received_on",
    "before_it_was_told": "received_on",
    "name_as_it_stands": "name",
    "name_changed_since": "",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for: points on a day with the penalty or measure they follow, an objection received on a day, or another name
    in place of one."""

    act: str
    given_on: date
    points: int = 0
    months: int | None = None
    basis_on: date | None = None
    received_on: date | None = None
    old_name: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known: the points that stand, the first day of the post, the marks of the day, the shortest and longest
    suspension, whether the same act was given points for already; of contested points whether they are this person's of this
    institution, whether they stand, when they were told and until when an objection is taken; the name on record."""

    given: Sequence[Given]
    marks: Marks
    most_months: int
    posted_from: date
    given_already: bool = False
    given_here: bool = True
    stands: bool = True
    told_on: date | None = None
    object_by: date | None = None
    name: str = ""


def total_with(now: Situation, wanted: Wanted) -> int:
    """The points of the year up to the day, those asked for with them."""
    year = wanted.given_on.year
    return wanted.points + sum(
        one.points for one in now.given if one.given_on.year == year and one.given_on <= wanted.given_on
    )


def against(now: Situation, wanted: Wanted, on: date) -> list[str]:
    """The codes of everything that stands against it, in the order in which it is said; empty when it may be."""
    if wanted.act == CORRECT:
        return [*_name(now, wanted)]
    return [*(_points(now, wanted, on) if wanted.act == GIVE else _objection(now, wanted))]


def _points(now: Situation, wanted: Wanted, on: date) -> Iterator[str]:
    if wanted.given_on > on:
        yield "in_the_future"
    if wanted.given_on < now.posted_from:
        yield "before_the_post"
    if wanted.basis_on is not None and wanted.basis_on > wanted.given_on:
        yield "basis_later"
    if now.given_already:
        yield "given_already"
    suspends = now.marks.suspended_at <= total_with(now, wanted) < now.marks.ended_at
    if suspends and wanted.months is None:
        yield "months_missing"
    elif not suspends and wanted.months is not None:
        yield "months_not_asked"
    elif wanted.months is not None and not now.marks.least_months <= wanted.months <= now.most_months:
        yield "months_out_of_range"


def _objection(now: Situation, wanted: Wanted) -> Iterator[str]:
    if not now.given_here:
        yield "given_elsewhere"
    if not now.stands:
        yield "not_standing"
    if wanted.received_on is None:
        return
    if now.told_on is not None and wanted.received_on < now.told_on:
        yield "before_it_was_told"
    if now.object_by is not None and wanted.received_on > now.object_by:
        yield "too_late"


def _name(now: Situation, wanted: Wanted) -> Iterator[str]:
    """To the letter: a name in the other script is found all the same, and may still be written wrongly."""
    if wanted.name == now.name:
        yield "name_as_it_stands"
    elif wanted.old_name != now.name:
        yield "name_changed_since"
