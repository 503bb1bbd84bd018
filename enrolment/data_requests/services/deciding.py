"""The decision on a request about personal information: granted with all that follows, or refused with ground and reason."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.rules import data_request_answer
from enrolment.data_requests.rules.rights import table
from enrolment.data_requests.services.fulfilling import Granting, fulfil
from enrolment.persons.models.person import Person

NO_SUCH_GROUND = _("Choose the ground.")
NO_REASON = _("Write the reason: it is printed on the answer.")


def grant_data_request(
    case_id: uuid.UUID, *, reference: str = "", answer: str = "", by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Grant what was asked for, with all that follows from it, in one transaction.

    `reference`: the case by which another record was put right; `answer`: what is told beside it, the explanation where one was
    asked for. Raises Blocked.
    """

    def effect(move: Move) -> None:
        request = DataRequest.objects.select_related("case__opened_by", "representative", "person").get(case=move.case)
        person = Person.objects.select_for_update().get(pk=request.person_id)
        granting = Granting(
            case=move.case, request=request, person=person, reference=reference, answer=answer, by=by, on=on
        )
        fulfil(granting)
        request.answer, request.decided_on = answer, on
        request.save(update_fields=["answer", "decided_on", "done_by"])
        _decided(move.case, "grant_data_request", on)

    body = {"reference": reference, "answer": answer}
    return transitions.perform(case_id, "grant_data_request", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def refuse_data_request(
    case_id: uuid.UUID, ground: str, answer: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Refuse with one of the grounds of the right and a reason in words. Raises Blocked."""

    def effect(move: Move) -> None:
        request = DataRequest.objects.get(case=move.case)
        if ground not in table().rights[request.right].grounds:
            raise Blocked(Reason("no_such_ground", NO_SUCH_GROUND, "ground"))
        if not answer:
            raise Blocked(Reason("no_reason", NO_REASON, "answer"))
        request.ground, request.answer, request.decided_on = ground, answer, on
        request.save(update_fields=["ground", "answer", "decided_on"])
        _decided(move.case, "refuse_data_request", on, ground)

    body, facts = {"ground": ground, "answer": answer}, {"ground": ground}
    return transitions.perform(
        case_id, "refuse_data_request", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect
    )


def withdraw_data_request(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take the request back before it is decided on."""

    def effect(move: Move) -> None:
        deadlines.stop(move.case, data_request_answer.RULE_ID, on=on, reason="withdraw_data_request")

    return transitions.perform(case_id, "withdraw_data_request", by=by, on=on, seen=seen, op=op, effect=effect)


def _decided(case: CaseFile, verb: str, on: date, reason: str = "") -> None:
    """The clock stops, and whoever took the request down reads the answer on her home."""
    deadlines.stop(case, data_request_answer.RULE_ID, on=on, reason=verb)
    tell(case, verb, reason=reason, officer=case.opened_by)
