"""A supervisor judges whether an applicant is the person whose file the number opens."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication


def judge_identity(
    case_id: uuid.UUID, verdict: str, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Say who the applicant is: the person of the file with renewed details, or another person, so that the number is wrong
    and the application goes back. Raises Blocked without a reason."""

    def effect(move: Move) -> None:
        if not reason.strip():
            raise Blocked(Reason("reason_missing", _("Say what shows it: which papers were compared."), "reason"))
        EnrolmentApplication.objects.filter(case=move.case).update(
            doubt=verdict, doubt_judged_by=by.user, doubt_reason=reason.strip()
        )

    facts = {"verdict": verdict}
    return transitions.perform(
        case_id,
        "judge_identity",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body=facts | {"reason": reason},
        facts=facts,
        effect=effect,
    )
