"""The family bindings of a personal account, as the pages of both people show them."""

import uuid
from dataclasses import dataclass

from django.db.models import Q

from enrolment.persons.models.family_binding import FamilyBinding
from enrolment.persons.models.person import Person


@dataclass(frozen=True, kw_only=True)
class BindingShown:
    """One binding from the side of one of the two: the other by her reference and masked name alone."""

    binding: FamilyBinding
    holds: bool
    other: Person


def bindings_of(person_id: uuid.UUID) -> list[BindingShown]:
    """Those of which she is the holder or the relative, running ones first. One query."""
    rows = FamilyBinding.objects.filter(Q(holder=person_id) | Q(member=person_id))
    rows = rows.select_related("holder", "member", "case").order_by("ended_on", "-recorded_at")
    shown = [
        BindingShown(
            binding=row,
            holds=row.holder_id == person_id,
            other=row.member if row.holder_id == person_id else row.holder,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda one: one.binding.ended_on is not None)
