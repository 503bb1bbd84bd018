"""The working-day calendar as the tables hold it."""

from casework.models import CalendarDay, CalendarYear
from casework.rules.working_days import WorkCalendar, build_calendar


def working_calendar() -> WorkCalendar:
    """A frozen calendar of all published years, with the days known of the others. Two queries."""
    published = CalendarYear.objects.filter(published=True).values_list("year", flat=True)
    days = CalendarDay.objects.exclude(kind=CalendarDay.Kind.ORDINARY).values_list("day", "kind")
    return build_calendar(published, dict(days))
