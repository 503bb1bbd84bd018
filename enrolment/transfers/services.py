"""Asking the office that holds a person's file to hand it over, and its answer."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
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
from enrolment.transfers.rules.transfer_answer import RULE_ID
from enrolment.transfers.workflow import WORKFLOW, has_open_case

NO_SUCH_REASON = _("There is no such reason. Load the page again.")
NOT_TRUE = _("This reason is not true of the file: no case of the person is open here.")


def open_transfer(person: Person, *, by: Officer, on: date, why: str = "") -> CaseFile:
    """Ask for the file of a person held at another office, and start the clock of its answer. `why` is a code of
    TransferRequest.Why. Raises Blocked when it is here, or asked for already."""
    by.must("open_transfer")
    if why and why not in TransferRequest.Why.values:
        raise Blocked(Reason("why_unknown", NO_SUCH_REASON, "why"))
    if person.home_office_id == by.office.pk:
        raise Blocked(Reason("held_here", _("This person's file is at this office already.")))

    def make_row(case: CaseFile) -> None:
        TransferRequest.objects.create(case=case, person=person, why=why)
        place = person.home_office.place_id
        deadlines.start(case, due_from(RULE_ID, on, place=place), place=place)
        deadlines.copy_nearest_due_date(case)

    return open_numbered_case(
        "open_transfer",
        WORKFLOW,
        make_row,
        subject=person.pk,
        language=person.language,
        by=by,
        on=on,
        exists=Reason("transfer_exists", _("A transfer of this person is already asked for.")),
        counterpart=person.home_office,
        facts={"why": why} if why else None,
    )


def true_reasons(case: CaseFile) -> list[str]:
    """The reasons for which this request can be declined: an open case only where there is one. One query."""
    codes = list(TransferRequest.Decline.values)
    if not has_open_case(case):
        codes.remove(TransferRequest.Decline.OPEN_CASE)
    return codes


def _answered(case: CaseFile, verb: str, on: date, reason: str = "") -> None:
    """The clock stops, and the office that asked reads the answer on its home."""
    deadlines.stop(case, RULE_ID, on=on, reason=verb)
    tell(case, verb, reason=reason, office=case.office)


def accept_transfer(
    case_id: uuid.UUID, answer: PlatformAnswer, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Hand the file over: the person's office becomes the one that asked."""

    def effect(move: Move) -> None:
        request = move.case.transfer_request
        request.confirmation, request.decided_on = answer.confirmation, on
        request.save(update_fields=["confirmation", "decided_on"])
        _answered(move.case, "accept_transfer", on)
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
    """Keep the file, with a coded reason. Raises Blocked for one that is not true."""

    def effect(move: Move) -> None:
        if reason not in true_reasons(move.case):
            raise Blocked(Reason("reason_not_true", NOT_TRUE, "reason"))
        _answered(move.case, "decline_transfer", on, reason)
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

    def effect(move: Move) -> None:
        deadlines.stop(move.case, RULE_ID, on=on, reason="withdraw_transfer")

    return transitions.perform(case_id, "withdraw_transfer", by=by, on=on, seen=seen, op=op, effect=effect)
