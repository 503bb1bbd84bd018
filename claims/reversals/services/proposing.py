"""Proposing a reversal of a posted claim: what is not at the bank yet is held until it is decided. Declining it, and taking it
back, lets go of what it held."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.payments import Payable
from casework.payments.words import RETURNED_BY_BANK
from casework.staff.officer import Officer
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.services.entering import not_about_oneself, not_for_oneself
from claims.reimbursements.states import POSTED_IN
from claims.reversals.models import Reversal
from claims.reversals.queries.reversal import reversal_of
from claims.reversals.rules.coded import reversal_reasons_on
from claims.reversals.words import HELD
from claims.reversals.workflow import WORKFLOW

NOT_POSTED = _("Only a claim that was posted is reversed.")
NO_REASON = _("Choose the reason.")
UNDER_RECALL = _("A payment of this claim is being recalled. Wait until that is over.")
EXISTS = _("A reversal of this claim is proposed already.")
# What has not left the office. The bank takes no batch with something held in it.
HERE = (Payable.State.OPEN, Payable.State.HELD, Payable.State.IN_BATCH)
# What is at the bank may come back.
HELD_FROM_NOW = (*HERE, Payable.State.SENT)


@transaction.atomic
def open_reversal(claim_case: uuid.UUID, reason: str, words: str, *, by: Officer, on: date) -> CaseFile:
    """Propose to reverse a posted claim. What is owed for it and has not left the office is held, and what the bank sends back of
    it. Raises Blocked, PermissionDenied (also about herself), CaseFile.DoesNotExist (not visible)."""
    by.must("open_reversal")
    not_about_oneself(visible_or_404(claim_case, by).subject, by)
    # Payments before the claim: the bank's answer locks them in this order.
    rows = Payable.objects.filter(case=claim_case, state__in=HELD_FROM_NOW).select_for_update(of=("self",))
    holds = {str(row.pk): _held_else(row) for row in rows.order_by("pk")}
    claim = (
        Reimbursement.objects.select_related("case__office", "person")
        .select_for_update(of=("self",))
        .get(pk=claim_case)
    )
    not_for_oneself(claim, by)
    if claim.state not in POSTED_IN:
        raise Blocked(Reason("not_posted", NOT_POSTED))
    if reason not in reversal_reasons_on(on, by.office.place_id):
        raise Blocked(Reason("no_reason", NO_REASON, "reason"))
    if _under_recall(claim):
        raise Blocked(Reason("under_recall", UNDER_RECALL))

    def make_row(case: CaseFile) -> None:
        row = Reversal(case=case, claim=claim, reason=reason, holds=holds, proposed_by=by.user)
        row.words = words
        row.save(force_insert=True)

    case = open_numbered_case(
        "open_reversal",
        WORKFLOW,
        make_row,
        subject=claim.case.subject,
        language=claim.case.client_language,
        by=by,
        on=on,
        exists=Reason("exists", EXISTS),
        office=claim.case.office,
        facts={"reason": reason, "claim": claim.case.reference},
    )
    held = Payable.objects.filter(pk__in=list(holds))
    held.update(held_because=HELD)
    held.filter(state=Payable.State.OPEN).update(state=Payable.State.HELD)
    return case


def _under_recall(claim: Reimbursement) -> bool:
    """Whether nobody knows yet if a payment is paid in the end. One query."""
    rows = Payable.objects.filter(case=claim.case)
    waits = Q(recalls__state__in=("asked", "sent", "returned"))
    again = Q(recalls__state="repaid") & ~Q(recalls__owed_anew__state=Payable.State.PAID)
    return rows.filter(waits | again).exists()


def _held_else(payable: Payable) -> str:
    """Why it would be held without the proposal: what is at the bank only once it came back."""
    return RETURNED_BY_BANK if payable.state == Payable.State.SENT else payable.held_because


def _let_go(reversal: Reversal) -> None:
    """What the proposal held is as it was before. What a batch took meanwhile stays in it. What was owed anew by the reversal of an
    earlier claim is held as what it stands for was."""
    stood_for = next((before for before in reversal.holds.values() if before), "")
    for row in Payable.objects.filter(case=reversal.claim_id, held_because=HELD).order_by("pk"):
        before = reversal.holds.get(str(row.pk), stood_for)
        held = Payable.objects.filter(pk=row.pk)
        if row.state == Payable.State.HELD:
            held.update(held_because=before, state=Payable.State.HELD if before else Payable.State.OPEN)
        else:
            held.update(held_because="" if row.state == Payable.State.SENT else before)


def decline_reversal(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A colleague decides that the claim stands. Raises Blocked for one's own proposal."""

    def effect(move: Move) -> None:
        row = reversal_of(move.case)
        row.decided_by, row.decided_on = move.by.user, move.on
        row.save(update_fields=["decided_by", "decided_on"])
        _let_go(row)

    return transitions.perform(case_id, "decline_reversal", by=by, on=on, seen=seen, op=op, effect=effect)


def take_back_reversal(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The proposal is taken back; the claim stands. Raises PermissionDenied about herself."""

    def effect(move: Move) -> None:
        not_about_oneself(move.case.subject, move.by)
        _let_go(reversal_of(move.case))

    return transitions.perform(case_id, "take_back_reversal", by=by, on=on, seen=seen, op=op, effect=effect)
