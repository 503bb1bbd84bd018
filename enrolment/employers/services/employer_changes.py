"""Changes of an employer's registered details: asked for with the new licence, recorded by a second person."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Place
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.employer_change import EmployerChange
from enrolment.employers.rules import change_limit
from enrolment.employers.rules.employer_registration import RULE_ID
from enrolment.employers.services.name_keys import write_employer_keys
from enrolment.employers.workflow import WORKFLOW

ASKED_ALREADY = _("A change of this employer's details is under way already. Decide on that one first.")
OTHER_OFFICE = _("This place belongs to another office. The employer must be registered there.")


@dataclass(frozen=True, kw_only=True)
class ChangeData:
    """The registered details as they are to be, and since when."""

    changed_on: date
    name: str
    place_id: str
    taiwan_funded: bool = False
    taiwan_form: str = ""


def open_employer_change(employer: Employer, data: ChangeData, *, by: Officer, on: date) -> CaseFile:
    """Ask for a change; its clock is that of the Social Insurance Law, article 57. Raises Blocked, PermissionDenied."""
    by.must("open_employer_change")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    before = details_of(employer)
    _refuse(employer, data, before, on)

    def make_row(case: CaseFile) -> None:
        EmployerChange.objects.create(
            case=case,
            employer=employer,
            changed_on=data.changed_on,
            name=data.name,
            place_id=data.place_id,
            taiwan_funded=data.taiwan_funded,
            taiwan_form=data.taiwan_form,
            before=before,
        )
        deadlines.start(case, due_from(RULE_ID, data.changed_on, place=employer.place_id), place=employer.place_id)
        # The office's own: it runs from the day the employer asked.
        deadlines.start(case, due_from(change_limit.RULE_ID, on, place=employer.place_id), place=employer.place_id)
        deadlines.copy_nearest_due_date(case)

    with transaction.atomic():
        return open_numbered_case(
            "open_employer_change",
            WORKFLOW,
            make_row,
            subject=None,
            language="zh-hans",
            by=by,
            on=on,
            office=employer.office,
            exists=Reason("asked_already", ASKED_ALREADY),
        )


def details_of(employer: Employer) -> dict:
    """The registered details that need proof to change."""
    return {
        "name": employer.name,
        "place_id": employer.place_id,
        "taiwan_funded": employer.taiwan_funded,
        "taiwan_form": employer.taiwan_form,
    }


def _refuse(employer: Employer, data: ChangeData, before: dict, on: date) -> None:
    reasons = []
    if {field: getattr(data, field) for field in before} == before:
        reasons.append(Reason("nothing_changed", _("These are the details on record already."), "name"))
    if data.changed_on > on:
        reasons.append(Reason("not_yet", _("This day is in the future."), "changed_on"))
    if data.taiwan_form and not data.taiwan_funded:
        text = _("Tick Taiwan-funded, or leave the form of investment empty.")
        reasons.append(Reason("not_taiwan_funded", text, "taiwan_form"))
    place = Place.objects.filter(pk=data.place_id).first()
    if place is None or not _served_by(employer, place):
        reasons.append(Reason("other_office", OTHER_OFFICE, "place_id"))
    if reasons:
        raise Blocked(*reasons)


def _served_by(employer: Employer, place: Place) -> bool:
    """Whether the employer's office serves a place: its own, or the one that holds it."""
    return place.pk == employer.place_id or place.pk == employer.office.place_id


def accept_employer_change(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Record the change in the register of employers; the details before it stay with the case."""

    def effect(move: Move) -> None:
        change = EmployerChange.objects.get(case=move.case)
        new = {field: getattr(change, field) for field in change.before}
        Employer.objects.select_for_update().filter(pk=change.employer_id).update(**new)
        write_employer_keys(Employer.objects.get(pk=change.employer_id), replaced=change.before.get("name", ""))
        deadlines.stop(move.case, RULE_ID, on=move.case.received_on, reason="registered")
        deadlines.stop(move.case, change_limit.RULE_ID, on=on, reason="registered")

    return transitions.perform(case_id, "accept_employer_change", by=by, on=on, seen=seen, op=op, effect=effect)


def decline_employer_change(
    case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Decline with a reason. Raises Blocked without one."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", _("Say why, so that the employer can act on it."), "reason"))

    def effect(move: Move) -> None:
        EmployerChange.objects.filter(case=move.case).update(decline_reason=reason.strip())
        for rule in (RULE_ID, change_limit.RULE_ID):
            deadlines.stop(move.case, rule, on=on, reason="declined")

    facts = {"reason": reason.strip()[:300]}
    return transitions.perform(
        case_id, "decline_employer_change", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )
