"""Asking the office that holds a person's file to hand it over, and its answer."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.persons.models.person import Person
from enrolment.persons.services.name_keys import write_name_keys
from enrolment.platform.rules.confirmations import PlatformAnswer
from enrolment.transfers.models import TransferRequest
from enrolment.transfers.workflow import WORKFLOW


def open_transfer(person: Person, *, by: Officer, on: date) -> CaseFile:
    """Ask for the file of a person held at another office. Raises Blocked when it is here, or asked for already."""
    by.must("open_transfer")
    if person.home_office_id == by.office.pk:
        raise Blocked(Reason("held_here", _("This person's file is at this office already.")))
    return open_numbered_case(
        "open_transfer",
        WORKFLOW,
        lambda case: TransferRequest.objects.create(case=case, person=person),
        subject=person.pk,
        language=person.language,
        by=by,
        on=on,
        exists=Reason("transfer_exists", _("A transfer of this person is already asked for.")),
        counterpart=person.home_office,
    )


def accept_transfer(
    case_id: uuid.UUID, answer: PlatformAnswer, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Hand the file over: the person's office becomes the one that asked."""

    def effect(move: Move) -> None:
        request = move.case.transfer_request
        request.confirmation, request.decided_on = answer.confirmation, on
        request.save(update_fields=["confirmation", "decided_on"])
        person = Person.objects.select_for_update().get(pk=request.person_id)
        person.home_office = move.case.office
        person.save(update_fields=["home_office"])
        write_name_keys(person)

    return transitions.perform(
        case_id,
        "accept_transfer",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"confirmation": answer.confirmation},
        effect=effect,
    )


def decline_transfer(case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Keep the file, with a coded reason."""

    def effect(move: Move) -> None:
        TransferRequest.objects.filter(case=move.case).update(decline=reason, decided_on=on)

    return transitions.perform(
        case_id,
        "decline_transfer",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"reason": reason},
        facts={"reason": reason},
        effect=effect,
    )


def withdraw_transfer(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take the request back before it is decided."""
    return transitions.perform(case_id, "withdraw_transfer", by=by, on=on, seen=seen, op=op)
