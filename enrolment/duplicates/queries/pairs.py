"""Pairs of files that may be one human's, as an officer may see them."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.staff.officer import Officer
from enrolment.duplicates.models.merge import Merge
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.persons.models.person import Person


def pairs_visible_to(officer: Officer) -> QuerySet[PossibleDuplicate]:
    """The pairs of which at least one file is one the officer may open."""
    own = Person.objects.visible_to(officer).values("pk")
    rows = PossibleDuplicate.objects.filter(Q(first__in=own) | Q(second__in=own))
    return rows.select_related("first__home_office", "second__home_office", "judged_by", "case")


def unsettled() -> QuerySet[PossibleDuplicate]:
    """The pairs that stand in the way: not judged, or judged to be one human and not merged."""
    merged = Merge.objects.filter(pair=OuterRef("pk"), undone_on=None)
    gone = Q(first__merged_into__isnull=False) | Q(second__merged_into__isnull=False)
    return PossibleDuplicate.objects.filter(verdict__in=("open", "same")).exclude(gone).exclude(Exists(merged))


def unsettled_of(person_id: uuid.UUID | None) -> list[PossibleDuplicate]:
    """What stands in the way of enrolling a person. One query, none without a person."""
    if person_id is None:
        return []
    rows = unsettled().filter(Q(first=person_id) | Q(second=person_id))
    return list(rows.select_related("first__home_office", "second__home_office"))
