"""Publishing a calendar year: by a second person, after which every clock that waited for it is recomputed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.models import CalendarYear
from casework.officer import Officer
from casework.services.deadlines import recompute_provisional
from casework.services.events import record
from casework.services.publication import speaks_for_the_province


@transaction.atomic
def publish_year(year: int, *, by: Officer) -> int:
    """Publish a drafted year and recompute the open cases' clocks. Returns how many clocks moved.

    Raises PermissionDenied when the same person drafted it or her office is not the province's, ValueError when it is
    published or nobody drafted it.
    """
    by.must("publish_rules")
    if not speaks_for_the_province(by):
        raise PermissionDenied("the calendar is the province's")
    row = CalendarYear.objects.select_for_update().get(pk=year)
    if row.published:
        raise ValueError("published already")
    if row.drafted_by_id is None:
        raise ValueError("not drafted")
    if row.drafted_by_id == by.user.pk:
        raise PermissionDenied("drafted by the same person")
    row.published, row.published_by, row.published_at = True, by.user, timezone.now()
    row.save()
    record("publish_calendar", by=by, facts={"year": year})
    return recompute_provisional(by=by)
