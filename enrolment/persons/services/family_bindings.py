"""Binding a relative to a personal account, in the transaction of the case that proves the relation; and its end by either."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.persons.models.family_binding import FamilyBinding
from enrolment.persons.models.person import Person

ENDED_ALREADY = _("This binding has ended already.")
NO_SIDE = _("Say who ends it.")


def bind_relative(
    holder: Person, member: Person, relation: str, *, basis: str, case: CaseFile, by: Officer, on: date
) -> FamilyBinding:
    """Write the binding. Raises IntegrityError for one that runs already."""
    consented_on = case.received_on if basis == "consent" else None
    row = FamilyBinding.objects.create(
        holder=holder,
        member=member,
        relation=relation,
        basis=basis,
        consented_on=consented_on,
        starts_on=on,
        case=case,
        recorded_by=by.user,
    )
    for person in (holder, member):
        record("bind_relative", by=by, subject=person.pk, case=case, facts={"relation": relation})
    return row


@transaction.atomic
def end_family_binding(binding_id: uuid.UUID, side: str, *, by: Officer, on: date) -> FamilyBinding:
    """Either of the two ends it, at the office of either. Raises Blocked when it has ended, FamilyBinding.DoesNotExist outside the
    officer's area, PermissionDenied."""
    by.must("end_family_binding")
    row = FamilyBinding.objects.select_for_update(of=("self",)).get(pk=binding_id)
    if not Person.objects.visible_to(by).filter(pk__in=[row.holder_id, row.member_id]).exists():
        raise FamilyBinding.DoesNotExist
    if row.ended_on is not None:
        raise Blocked(Reason("ended_already", ENDED_ALREADY))
    if side not in FamilyBinding.Side.values:
        raise Blocked(Reason("no_side", NO_SIDE, "side"))
    row.ended_on, row.ended_by, row.ended_side = on, by.user, side
    row.save(update_fields=["ended_on", "ended_by", "ended_side"])
    for person_id in (row.holder_id, row.member_id):
        record("end_family_binding", by=by, subject=person_id, case=row.case, facts={"side": side})
    return row


def end_every_binding(person: Person, *, by: Officer, on: date) -> int:
    """Nobody is bound to her account any more, and she to none: in the transaction of the act that says so. Returns how many
    ended."""
    rows = FamilyBinding.objects.select_for_update(of=("self",)).filter(Q(holder=person) | Q(member=person))
    ended = list(rows.filter(ended_on=None))
    for row in ended:
        row.ended_on, row.ended_by, row.ended_side = on, by.user, FamilyBinding.Side.OFFICE
        row.save(update_fields=["ended_on", "ended_by", "ended_side"])
        for person_id in (row.holder_id, row.member_id):
            record("end_family_binding", by=by, subject=person_id, case=row.case, facts={"side": row.ended_side})
    return len(ended)
