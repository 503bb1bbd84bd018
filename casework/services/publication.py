"""Publishing a drafted version of a rule: by a second person, once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.models import Place
from casework.models.bases import PublishedModel
from casework.officer import Officer
from casework.services.events import record


def speaks_for_the_province(by: Officer) -> bool:
    """Whether what holds everywhere is hers to write: the calendar, texts, checklists, kinds of documents."""
    return by.office.place.kind == Place.Kind.PROVINCE


def within_reach(place: Place | None, by: Officer) -> bool:
    """Whether a rule for this place is her office's to write; without a place it holds for the whole province."""
    if place is None or not place.prefix:
        return speaks_for_the_province(by)
    return place.prefix.startswith(by.office.place.prefix)


@transaction.atomic
def publish(row: PublishedModel, *, by: Officer) -> None:
    """Publish a drafted version.

    Raises PermissionDenied for its drafter and for an office whose rule it is not, ValueError when it is published.
    """
    by.must("publish_rules")
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if not within_reach(getattr(locked, "place", None), by):
        raise PermissionDenied("another office's rule")
    if locked.published_at:
        raise ValueError("published already")
    if locked.drafted_by_id == by.user.pk:
        raise PermissionDenied("drafted by the same person")
    locked.published_by, locked.published_at = by.user, timezone.now()
    locked.save()
    record("publish_rule", by=by, facts={"table": row._meta.label_lower, "row": str(row.pk)})
