"""Who works on a case: taken by oneself, given by a supervisor, freed when an officer leaves."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.staff.models.appointment import Appointment
from casework.staff.models.user import User
from casework.staff.officer import Officer


def can_be_given(case: CaseFile, on: date):
    """The staff a case may be given to: active, appointed at its office with a role that works on cases."""
    roles = ("counter_clerk", "reviewer", "supervisor")
    holders = Appointment.objects.in_force(on).filter(office=case.office, role__in=roles).values("user")
    return User.objects.filter(pk__in=holders, is_active=True)


@transaction.atomic
def assign_case(case_id: uuid.UUID, officer: User, *, by: Officer, on: date) -> CaseFile:
    """Give a case to a member of staff of its office. Raises PermissionDenied, CaseFile.DoesNotExist."""
    visible_or_404(case_id, by)
    by.must("assign_case")
    _lock_officer(officer)
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_id)
    if not can_be_given(case, on).filter(pk=officer.pk).exists():
        raise PermissionDenied("not of this office")
    return _hand(case, officer, by, "assign_case")


@transaction.atomic
def take_case(case_id: uuid.UUID, *, by: Officer) -> CaseFile:
    """Take a case nobody works on. A colleague's case is not taken away: a supervisor reassigns it."""
    visible_or_404(case_id, by)
    by.must("take_case")
    if not _lock_officer(by.user).is_active:
        raise PermissionDenied("no longer active")
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_id)
    if case.assigned_to_id not in (None, by.user.pk):
        raise PermissionDenied("taken by a colleague")
    return _hand(case, by.user, by, "take_case")


def _lock_officer(officer: User) -> User:
    """The officer as she is once nobody deactivates her; always before the case, as deactivate_officer does."""
    return User.objects.select_for_update(no_key=True).get(pk=officer.pk)


def _hand(case: CaseFile, officer: User | None, by: Officer | None, verb: str) -> CaseFile:
    before = case.assigned_to_id
    case.assigned_to = officer
    case.save(update_fields=["assigned_to"])
    record(
        verb,
        by=by,
        case=case,
        subject=case.subject,
        from_state=case.state,
        to_state=case.state,
        facts={"from": before, "to": officer.pk if officer else None},
    )
    return case
