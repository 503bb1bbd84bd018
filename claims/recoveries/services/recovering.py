"""Recovering what was overpaid: notice, reply, the way that one proposes and another decides on."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.desk.services.notes import write_note
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from claims.recoveries.models import Instalment, Recovery
from claims.recoveries.queries.recovery import left_of, recovery_of
from claims.recoveries.rules.plans import CONSENT, MOST, REPLY_DAYS, plan
from claims.recoveries.states import Way
from claims.recoveries.workflow import WORKFLOW
from claims.reimbursements.services.entering import not_about_oneself, not_for_oneself
from claims.reversals.models import Overpayment

EXISTS = _("This overpayment is being recovered already.")
IN_THE_PAST = _("This day lies in the past.")
TOO_MANY = _("At most %(most)s instalments, as the house has it.")
TOO_SMALL = _("There are more instalments than fen.")
NEEDS_DAY = _("Write the day on which the first instalment is due.")
NEEDS_NUMBER = _("Write how many instalments: 1 for all at once.")
NEEDS_HEARING = _("Write the day of the hearing.")
NO_CONSENT = _("The house asks for her consent to a set-off. Without it, send the proposal back and choose repayment.")


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """How an overpayment is to be recovered: instalments with their number and first day, or a set-off with the day of the
    hearing."""

    way: str
    number: int | None = None
    first_due_on: date | None = None
    heard_on: date | None = None


@transaction.atomic
def open_recovery(overpayment: uuid.UUID, words: str, *, by: Officer, on: date) -> CaseFile:
    """Give notice of what is recovered and why; the days of reply begin. Raises Blocked when it is recovered already,
    PermissionDenied, Overpayment.DoesNotExist, CaseFile.DoesNotExist (not visible)."""
    by.must("open_recovery")
    row = Overpayment.objects.select_related("claim__case__office").get(pk=overpayment)
    claim_case = visible_or_404(row.claim_id, by)
    not_about_oneself(claim_case.subject, by)
    not_for_oneself(row.claim, by)
    days = rule_by_id(REPLY_DAYS).value_for(on=on, place=claim_case.office.place_id).number

    def make_row(case: CaseFile) -> None:
        made = Recovery(case=case, overpayment=row, notified_on=on, reply_until=on + timedelta(days=days))
        made.words = words
        made.save(force_insert=True)

    return open_numbered_case(
        "open_recovery",
        WORKFLOW,
        make_row,
        subject=claim_case.subject,
        language=claim_case.client_language,
        by=by,
        on=on,
        exists=Reason("exists", EXISTS),
        office=claim_case.office,
        facts={"claim": claim_case.reference, "amount": str(row.amount)},
    )


def _not_her_own(move: Move) -> None:
    """Nobody handles what she owes herself. Raises PermissionDenied."""
    if move.by.user.own_subject and move.by.user.own_subject == move.case.subject:
        raise PermissionDenied("a recovery about oneself")


def record_reply(
    case_id: uuid.UUID, words: str, replied_on: date, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Take down what she replied, and on which day. Raises Blocked for a day before the notice."""

    def effect(move: Move) -> None:
        _not_her_own(move)
        row = recovery_of(move.case)
        if not row.notified_on <= replied_on <= move.on:
            raise Blocked(Reason("no_such_day", IN_THE_PAST, "replied_on"))
        row.reply, row.replied_on = words, replied_on
        row.save(update_fields=["reply", "replied_on"])

    body = {"words": words, "replied_on": replied_on}
    return transitions.perform(case_id, "record_reply", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def propose_recovery(
    case_id: uuid.UUID, data: Proposal, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Propose a way. Raises Blocked while she may reply and has not, and with what is missing of the way."""

    def effect(move: Move) -> None:
        _not_her_own(move)
        row = recovery_of(move.case)
        reasons = _against(row, data, move)
        if reasons:
            raise Blocked(*reasons)
        by_set_off = data.way == Way.SET_OFF
        row.way, row.proposed_by, row.consented = data.way, move.by.user, None
        row.number = None if by_set_off else data.number
        row.first_due_on = None if by_set_off else data.first_due_on
        row.heard_on = data.heard_on if by_set_off else None
        row.save()
        move.facts["way"] = data.way

    body = {"way": data.way, "number": data.number, "first": data.first_due_on, "heard": data.heard_on}
    return transitions.perform(case_id, "propose_recovery", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def _against(row: Recovery, data: Proposal, move: Move) -> list[Reason]:
    if data.way == Way.SET_OFF:
        if data.heard_on is None:
            return [Reason("needs_hearing", NEEDS_HEARING, "heard_on")]
        return [Reason("in_the_past", IN_THE_PAST, "heard_on")] if data.heard_on < move.on else []
    reasons = []
    most = rule_by_id(MOST).value_for(on=move.on, place=move.case.office.place_id).number
    if data.number is None:
        reasons.append(Reason("needs_number", NEEDS_NUMBER, "number"))
    elif data.number > most:
        reasons.append(Reason("too_many", TOO_MANY % {"most": most}, "number"))
    elif data.number > left_of(row) * 100:
        reasons.append(Reason("too_small", TOO_SMALL, "number"))
    if data.first_due_on is None:
        reasons.append(Reason("needs_day", NEEDS_DAY, "first_due_on"))
    elif data.first_due_on < move.on:
        reasons.append(Reason("in_the_past", IN_THE_PAST, "first_due_on"))
    return reasons


def send_back_recovery(case_id: uuid.UUID, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Another way is to be proposed; why is a note on the case."""

    def effect(move: Move) -> None:
        _not_her_own(move)
        move.facts["note"] = str(write_note(move.case.pk, words, by=move.by).pk)

    body = {"words": words}
    return transitions.perform(case_id, "send_back_recovery", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def agree_recovery(case_id: uuid.UUID, *, consented: bool, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Decide on the way as it was proposed; a plan of instalments is written, exact to the fen. Raises Blocked for one's own
    proposal, before the hearing, for more instalments than fen are left, and without consent to a set-off where the house asks for
    it."""

    def effect(move: Move) -> None:
        _not_her_own(move)
        row = recovery_of(move.case)
        if row.way == Way.SET_OFF:
            needed = rule_by_id(CONSENT).value_for(on=move.on, place=move.case.office.place_id).value
            if needed and not consented:
                raise Blocked(Reason("no_consent", NO_CONSENT, "consented"))
            row.consented = consented
        elif row.number is not None and row.first_due_on is not None:
            # Money may have come in since it was proposed.
            if row.number > left_of(row) * 100:
                raise Blocked(Reason("too_small", TOO_SMALL))
            Instalment.objects.bulk_create(
                Instalment(recovery=row, position=one.position, due_on=one.due_on, amount=one.amount)
                for one in plan(left_of(row), row.number, row.first_due_on)
            )
        row.agreed_by, row.agreed_on = move.by.user, move.on
        row.save(update_fields=["agreed_by", "agreed_on", "consented"])

    body = {"consented": consented}
    return transitions.perform(case_id, "agree_recovery", by=by, on=on, seen=seen, op=op, body=body, effect=effect)
