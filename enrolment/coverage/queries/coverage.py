"""Who is enrolled where, on a day, as known at a moment."""

import uuid
from datetime import date, datetime

from django.db.models import Q

from enrolment.coverage.models import Enrolment


def enrolment_on(person_id: uuid.UUID | None, day: date, known_at: datetime | None = None) -> Enrolment | None:
    """The enrolment in force on a day, by what is known now, or by what was known at a moment."""
    rows = Enrolment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), person_id=person_id, starts_on__lte=day
    )
    if known_at is None:
        return rows.filter(superseded_at=None).select_related("office").first()
    later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at)
    return rows.filter(later, recorded_at__lte=known_at).select_related("office").first()
