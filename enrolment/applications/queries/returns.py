"""How often cases go back to the client, why, and how often the first notice could have said it: for whoever answers for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from casework.evidence.queries import causes_known
from casework.staff.officer import Officer
from enrolment.applications.models.asked import AskedThing

MONTHS_BACK = 12


@dataclass(frozen=True, kw_only=True)
class Month:
    """Cases returned in a month; of them those returned before; those returned for what an earlier notice could have named."""

    month: date
    returned: int
    again: int
    could_have_named: int


def _things(officer: Officer, on: date):
    since = date(on.year - 1, on.month, 1)
    rows = AskedThing.objects.filter(asked_on__gte=since, asked_on__lte=on)
    return (
        rows.filter(application__case__office__in=officer.area)
        if officer.scope("see_returns") == "area"
        else rows.none()
    )


def returns_by_month(officer: Officer, on: date) -> list[Month]:
    """The last twelve months and this one, the newest first; months without a return are left out. One query."""
    case = "application"
    rows = _things(officer, on).order_by().annotate(month=TruncMonth("asked_on")).values("month")
    counted = rows.annotate(
        returned=Count(case, distinct=True),
        again=Count(case, distinct=True, filter=Q(round__gt=1)),
        named=Count(case, distinct=True, filter=Q(could_have_named=True)),
    )
    return [
        Month(month=row["month"], returned=row["returned"], again=row["again"], could_have_named=row["named"])
        for row in counted.order_by("-month")
    ]


def returns_by_cause(officer: Officer, on: date) -> list[tuple[object, int]]:
    """How many things were asked for by each cause, the most frequent first. Two queries."""
    rows = _things(officer, on).order_by().values("reason").annotate(number=Count("pk")).order_by("-number", "reason")
    words = causes_known()
    return [(words.get(row["reason"], "—"), row["number"]) for row in rows]


def known_at_first(asked: Iterable[AskedThing]) -> tuple[date | None, frozenset[str]]:
    """The day of the first notice of a case, and everything its notices have named so far."""
    rows = list(asked)
    return min((row.asked_on for row in rows), default=None), frozenset(row.code for row in rows)
