"""Publishing a drafted version of a rule: by a second person, once."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from casework.models.bases import PublishedModel
from casework.officer import Officer
from casework.services.events import record


@transaction.atomic
def publish(row: PublishedModel, *, by: Officer) -> None:
    """Publish a drafted version. Raises PermissionDenied for its drafter, ValueError when it is published already."""
    by.must("publish_rules")
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if locked.published_at:
        raise ValueError("published already")
    if locked.drafted_by_id == by.user.pk:
        raise PermissionDenied("drafted by the same person")
    locked.published_by, locked.published_at = by.user, timezone.now()
    locked.save()
    record("publish_rule", by=by, facts={"table": row._meta.label_lower, "row": str(row.pk)})
