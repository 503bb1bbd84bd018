"""Cover by month across years, for the period strip."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from enrolment.coverage.models import Enrolment
from enrolment.persons.models.person import Person

YEARS_SHOWN = 4


@dataclass(frozen=True)
class Month:
    """One month of the strip; `state` is enrolled or none."""

    number: int
    state: str
    text: str


@dataclass(frozen=True)
class Year:
    year: int
    months: list[Month]


def cover_strip(person: Person, on: date) -> list[Year]:
    """The last three years and the next months' year, newest first: enrolled or not in each month. One query."""
    periods = list(Enrolment.objects.filter(person=person, superseded_at=None))
    return [
        Year(year, [_month(periods, year, number) for number in range(1, 13)])
        for year in range(on.year, on.year - YEARS_SHOWN, -1)
    ]


def _month(periods: list[Enrolment], year: int, number: int) -> Month:
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    for period in periods:
        if period.starts_on < following and (period.ends_on is None or period.ends_on >= first):
            return Month(number, "enrolled", f"{year}-{number:02d}: {period.get_scheme_display()}")
    return Month(number, "none", _("%(month)s: not enrolled") % {"month": f"{year}-{number:02d}"})
