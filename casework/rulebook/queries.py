"""The working-day calendar as the tables hold it."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from casework.rulebook.models import CalendarDay, CalendarYear
from casework.rulebook.rules.working_days import WorkCalendar, build_calendar


def working_calendar() -> WorkCalendar:
    """A frozen calendar of all published years. Of a year that is not published only the days count that the law itself
    fixes: nothing anybody drafted moves a date. Two queries."""
    return build_calendar(_published_years(), _days())


def calendar_with(year: int, days: Mapping[date, str]) -> WorkCalendar:
    """The calendar as it would be with this arrangement of a year published. Two queries."""
    others = {day: kind for day, kind in _days().items() if day.year != year}
    return build_calendar({*_published_years(), year}, others | dict(days))


def _published_years() -> set[int]:
    return set(CalendarYear.objects.filter(published=True).values_list("year", flat=True))


def _days() -> dict[date, str]:
    rows = CalendarDay.objects.filter(Q(year__published=True) | Q(kind=CalendarDay.Kind.STATUTORY))
    return dict(rows.exclude(kind=CalendarDay.Kind.ORDINARY).values_list("day", "kind"))
