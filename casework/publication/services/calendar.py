"""The working-day calendar: a year is drafted, shown with what it moves, and published or corrected by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.clocks.services.deadlines import Move, moves_under, recompute
from casework.engine.refusals import Blocked, Reason
from casework.publication.models import CalendarDraft
from casework.publication.services.publication import speaks_for_the_province
from casework.rulebook.models import CalendarDay, CalendarYear
from casework.rulebook.queries import calendar_with
from casework.rulebook.rules.calendar_lines import problems_of_year
from casework.staff.officer import Officer

DECIDED = _("This draft has been published or discarded already.")
OWN = _("You drafted it yourself. A colleague of the provincial office with the right to publish must do it.")
CHANGED = _("The draft was changed after you opened this page. Read it again.")
INCOMPLETE = _("The year is not complete. What it lacks stands on this page.")


@dataclass(frozen=True, kw_only=True)
class YearDraft:
    """What is drafted for a year."""

    year: int
    days: Mapping[date, str]
    source: str
    status: str
    reason: str = ""


def _must_write(by: Officer, verb: str) -> None:
    by.must(verb)
    if not speaks_for_the_province(by):
        raise PermissionDenied("the calendar is the province's")


@transaction.atomic
def draft_calendar(what: YearDraft, *, by: Officer) -> CalendarDraft:
    """Keep a draft of a year; a draft that is open is changed, by whoever writes now.

    Raises PermissionDenied outside the provincial office, Blocked for a correction without a reason.
    """
    _must_write(by, "draft_rules")
    published = CalendarYear.objects.filter(year=what.year, published=True).exists()
    if published and not what.reason:
        raise Blocked(Reason("reason_missing", _("A published year is corrected with a reason only."), "reason"))
    row = CalendarDraft.objects.select_for_update().filter(year=what.year, published_at=None, discarded_at=None).first()
    row = row or CalendarDraft(year=what.year)
    row.days = {day.isoformat(): kind for day, kind in sorted(what.days.items())}
    row.source, row.status, row.reason, row.drafted_by = what.source, what.status, what.reason, by.user
    row.save()
    record("draft_calendar", by=by, facts={"year": row.year, "days": len(row.days)})
    return row


def days_of(row: CalendarDraft) -> dict[date, str]:
    """The drafted days by date."""
    return {date.fromisoformat(day): kind for day, kind in row.days.items()}


def version_of(row: CalendarDraft) -> str:
    """Tells one state of a draft from the next, so that what is published is what was read."""
    return row.drafted_at.isoformat()


def moves_of(row: CalendarDraft, most: int) -> list[Move]:
    """The running clocks whose legal date this draft would move, nearest first, at most so many. Nothing is written."""
    return moves_under(calendar_with(row.year, days_of(row)), touching=row.year, most=most)


@transaction.atomic
def publish_calendar(draft_id: int, *, seen: str, by: Officer) -> int:
    """Publish a draft: the tables of the year become what it says and the clocks follow. Returns how many moved.

    Raises PermissionDenied outside the provincial office, Blocked with the one reason that holds.
    """
    _must_write(by, "publish_rules")
    row = CalendarDraft.objects.select_for_update().get(pk=draft_id)
    _refuse(row, seen, by)
    days = days_of(row)
    row.published_by, row.published_at = by.user, timezone.now()
    # Not through save(): the moment of drafting stays.
    CalendarDraft.objects.filter(pk=row.pk).update(published_by=by.user, published_at=row.published_at)
    facts = {"source": row.source, "status": row.status, "published": True, "drafted_by": row.drafted_by}
    year, _made = CalendarYear.objects.update_or_create(
        year=row.year, defaults=facts | {"published_by": by.user, "published_at": row.published_at}
    )
    CalendarDay.objects.filter(year=year).delete()
    CalendarDay.objects.bulk_create(CalendarDay(year=year, day=day, kind=kind) for day, kind in days.items())
    record("publish_calendar", by=by, facts={"year": row.year, "draft": row.pk, "reason": row.reason})
    return recompute(touching=row.year, by=by)


def _refuse(row: CalendarDraft, seen: str, by: Officer) -> None:
    """Raises Blocked with the one reason that stands against publication."""
    if not row.is_open:
        raise Blocked(Reason("decided_already", DECIDED))
    if row.drafted_by_id == by.user.pk:
        raise Blocked(Reason("drafted_by_the_same_person", OWN))
    if version_of(row) != seen:
        raise Blocked(Reason("changed_since", CHANGED))
    if any(problems_of_year(days_of(row), row.year)):
        raise Blocked(Reason("incomplete", INCOMPLETE))


@transaction.atomic
def discard_calendar(draft_id: int, *, by: Officer) -> CalendarDraft:
    """Put a draft aside for good. Raises PermissionDenied, Blocked when it was published or discarded meanwhile."""
    _must_write(by, "draft_rules")
    row = CalendarDraft.objects.select_for_update().get(pk=draft_id)
    if not row.is_open:
        raise Blocked(Reason("decided_already", DECIDED))
    CalendarDraft.objects.filter(pk=row.pk).update(discarded_by=by.user, discarded_at=timezone.now())
    record("discard_calendar", by=by, facts={"year": row.year, "draft": row.pk})
    return row
