"""A decision is complained of: entered with the days it rests on, decided by somebody without a part in it, or withdrawn."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.reconsiderations.models import Reconsideration
from claims.reconsiderations.queries.reconsiderations import may_be_complained_of, reconsideration_of
from claims.reconsiderations.rules.limits import COMPLAINT, DECISION, FILING
from claims.reconsiderations.states import Way
from claims.reconsiderations.workflow import WORKFLOW
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.services.entering import not_about_oneself, not_for_oneself
from claims.reimbursements.states import REIMBURSEMENT_KIND
from claims.suspensions.models import NetworkSuspension

NOT_DECIDED = _("Nothing was decided in this case that could be complained of.")
EXISTS = _("A complaint of this kind about the decision is open already.")
LIES_AHEAD = _("This day is in the future.")
BEFORE_SERVED = _("It was complained of before the decision was served. Compare both days.")
BEFORE_DECIDED = _("The decision was not made yet on that day. Compare it with the decision.")
NO_WORDS = _("Write what is complained of.")
NO_WHY = _("Write why.")
NO_NUMBER = _("Write the number of the organ's decision.")


@dataclass(frozen=True, kw_only=True)
class ComplaintData:
    """What is complained of and when; the day the decision was served where a proof says it; the organ's number, "" without."""

    way: str
    filed_on: date
    words: str
    served_on: date | None = None
    outside_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided on a complaint, and why; of the organ the number of its decision."""

    why: str
    outside_number: str = ""


@transaction.atomic
def open_reconsideration(decision: uuid.UUID, data: ComplaintData, *, by: Officer, on: date) -> CaseFile:
    """Enter that a decision is complained of. One that comes late is entered and told to be late. Raises Blocked with what stands
    against it, PermissionDenied (also about herself), CaseFile.DoesNotExist (not visible)."""
    by.must("open_reconsideration")
    about = visible_or_404(decision, by)
    not_about_oneself(about.subject, by)
    if not may_be_complained_of(about):
        raise Blocked(Reason("not_decided", NOT_DECIDED))
    claim = suspension = None
    if about.kind == REIMBURSEMENT_KIND:
        claim = Reimbursement.objects.select_related("case", "person").get(pk=about.pk)
        not_for_oneself(claim, by)
        decided = claim.decided_on
    else:
        suspension = NetworkSuspension.objects.get(pk=about.pk)
        decided = suspension.ordered_on
    if reasons := _against(data, decided, on):
        raise Blocked(*reasons)
    place = about.office.place_id
    until = due_from(FILING, data.served_on, place=place).legal_on if data.served_on else None
    row = Reconsideration(
        claim=claim,
        suspension=suspension,
        way=data.way,
        filed_on=data.filed_on,
        served_on=data.served_on,
        until=until,
        outside_number=data.outside_number if data.way == Way.ORGAN else "",
    )
    row.words = data.words

    def make_row(case: CaseFile) -> None:
        row.case = case
        row.save(force_insert=True)

    case = open_numbered_case(
        "open_reconsideration",
        WORKFLOW,
        make_row,
        subject=about.subject,
        language=about.client_language,
        by=by,
        on=data.filed_on,
        exists=Reason("exists", EXISTS, "way"),
        office=about.office,
        facts={"decision": about.reference, "way": data.way, "late": row.late},
    )
    deadlines.start(case, due_from(_limit(row), data.filed_on, place=place), place=place)
    deadlines.copy_nearest_due_date(case)
    return case


def _against(data: ComplaintData, decided: date | None, on: date) -> list[Reason]:
    reasons = []
    field = "filed_on" if data.served_on is None else "served_on"
    # A last day counted from a day before there was a decision would cut the sixty days short.
    if decided is not None and (data.served_on or data.filed_on) < decided:
        reasons.append(Reason("before_decided", BEFORE_DECIDED, field))
    if data.filed_on > on:
        reasons.append(Reason("lies_ahead", LIES_AHEAD, "filed_on"))
    if data.served_on is not None and data.filed_on < data.served_on:
        reasons.append(Reason("before_served", BEFORE_SERVED, "filed_on"))
    if not data.words:
        reasons.append(Reason("no_words", NO_WORDS, "words"))
    return reasons


def _limit(row: Reconsideration) -> str:
    return DECISION if row.by_organ else COMPLAINT


def uphold_decision(case_id: uuid.UUID, data: Decided, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The decision stands. Raises Blocked for whoever had a part in it, without a reason, or without the organ's number."""
    return _decide(case_id, "uphold_decision", data, {"by": by, "on": on, "seen": seen, "op": op})


def change_decision(case_id: uuid.UUID, data: Decided, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The decision is to be changed: what follows of it is a case of its own, led to from this one. Raises Blocked as above."""
    return _decide(case_id, "change_decision", data, {"by": by, "on": on, "seen": seen, "op": op})


def _decide(case_id: uuid.UUID, verb: str, data: Decided, step: dict) -> CaseFile:
    def effect(move: Move) -> None:
        row = reconsideration_of(move.case)
        reasons = [] if data.why else [Reason("no_why", NO_WHY, "why")]
        if row.by_organ and not data.outside_number:
            reasons.append(Reason("no_number", NO_NUMBER, "outside_number"))
        if reasons:
            raise Blocked(*reasons)
        row.why, row.decided_by, row.decided_on = data.why, move.by.user, move.on
        row.outside_number = data.outside_number if row.by_organ else ""
        row.save(update_fields=["why", "decided_by", "decided_on", "outside_number"])
        deadlines.stop(move.case, _limit(row), on=move.on, reason=verb)
        tell(move.case, verb, officer=move.case.opened_by)

    body = {"why": data.why, "outside_number": data.outside_number}
    return transitions.perform(case_id, verb, body=body, effect=effect, **step)


def withdraw_reconsideration(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Whoever complained takes it back: the decision stands as it was."""

    def effect(move: Move) -> None:
        deadlines.stop(move.case, _limit(reconsideration_of(move.case)), on=move.on, reason="withdraw_reconsideration")

    return transitions.perform(case_id, "withdraw_reconsideration", by=by, on=on, seen=seen, op=op, effect=effect)
