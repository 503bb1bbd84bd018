"""Confirming a reversal posts it as it was shown, in one transaction: the claim's bookings are reversed, its receipts are free, the
years are as without it, and of each later settlement that changed the difference is posted."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE
from casework.money.services.payables import undo_paid, withdraw
from casework.staff.officer import Officer
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import PersonYear
from claims.reimbursements.words import PURPOSE
from claims.reversals.models import Overpayment, Resettlement, Reversal, ValueRecall
from claims.reversals.queries.networked import LaterNetworked
from claims.reversals.queries.plan import Later, Plan, plan_of
from claims.reversals.queries.reversal import reversal_of
from claims.reversals.services.balances import Balances, balances_of
from claims.reversals.services.networked import post_networked
from claims.reversals.words import HELD, RECALLED, SUPPLEMENT

FIGURES_CHANGED = _(
    "The figures are not those that were shown: something was posted or paid since. They stand here anew: compare, then confirm."
)


def confirm_reversal(case_id: uuid.UUID, shown: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Confirm a reversal and post it as it was shown (`shown`: the digest of the figures). Raises Blocked; then nothing is posted.
    IntegrityError for a closed month."""

    def effect(move: Move) -> None:
        reversal = reversal_of(move.case)
        plan = plan_of(reversal, lock=True)
        # Guards have read what stood before it was locked.
        if plan.digest != shown or plan.waits or plan.problems:
            raise Blocked(Reason("figures_changed", FIGURES_CHANGED))
        owing = _undo(reversal, plan, move)
        for one in plan.later:
            if isinstance(one, LaterNetworked):
                owing += post_networked(reversal, one, move)
            else:
                resettle(reversal, one, move)
        _overpaid(reversal, reversal.claim, owing, move)
        for key, year in plan.years.items():
            PersonYear.objects.filter(pk=key).update(accumulators=year)
        reversal.decided_by, reversal.decided_on = move.by.user, move.on
        reversal.digest, reversal.shown = plan.digest, plan.as_shown()
        reversal.save(update_fields=["decided_by", "decided_on", "digest", "shown"])
        transitions.follow(reversal.claim_id, "reverse_claim", by=move.by, on=move.on)
        if plan.closed:
            move.facts["closed_years"] = [year for year, _day in plan.closed]
        move.facts["changed"] = sum(one.outcome != "nothing" for one in plan.later)
        tell(move.case, "confirm_reversal", officer=move.case.opened_by)

    body = {"shown": shown}
    return transitions.perform(case_id, "confirm_reversal", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def _undo(reversal: Reversal, plan: Plan, move: Move) -> Decimal:
    """What the claim was owed is owed no more; what it was paid is owed back. Returns that, in yuan."""
    claim = reversal.claim
    owing = Decimal(0)
    for one in plan.payments:
        if one.row.purpose == RECALLED:
            # Paid out of suspense; the layers gave it with the payment that was recalled.
            continue
        if one.outcome == "owed_back":
            owing += undo_paid(one.row, on=move.on, by=move.by)
        else:
            withdraw(one.row, on=move.on, by=move.by)
    # What else was booked for it: set off, or recovered by an earlier reversal.
    return owing + balances_of(claim, reversal, move).clear()


def resettle(cause: Reversal | ValueRecall, one: Later, move: Move) -> None:
    """What a settlement is worked out anew because of a reversal or a recall of a value, and the difference it makes."""
    claim = one.standing.row.claim
    why = {"reversal" if isinstance(cause, Reversal) else "value_recall": cause}
    Resettlement.objects.create(**why, **one.as_kept())
    if one.outcome != "nothing":
        _due(claim, one.record["settlement"], balances_of(claim, cause, move), cause, move)


def _due(
    claim: Reimbursement, answer: Mapping[str, str], balances: Balances, reversal: Reversal | ValueRecall, move: Move
) -> None:
    """Bring what was booked for a claim to what its settlement now says: unpaid payments are owed anew, more is a supplement, less
    an overpayment."""
    unpaid = Payable.objects.filter(case=claim.case, state__in=WITHDRAWABLE, purpose__in=(PURPOSE, SUPPLEMENT))
    # Whoever proposes to take this claim back as well holds what is owed for it.
    held = HELD if claim.reversals.filter(state="proposed").exists() else ""
    for row in unpaid.order_by("pk"):
        held = held or row.held_because
        withdraw(row, on=move.on, by=move.by)
    owed, owing = balances.bring_to(answer, held)
    _overpaid(reversal, claim, owing, move)
    if owed is None and claim.case.state in ("approved", "payment_returned"):
        transitions.follow(claim.pk, "settle_claim", by=move.by, on=move.on)


def _overpaid(reversal: Reversal | ValueRecall, claim: Reimbursement, owing: Decimal, move: Move) -> None:
    if not owing:
        return
    account = balances_of(claim, reversal, move).receivable
    by = {"reversal": reversal} if isinstance(reversal, Reversal) else {"value_recall": reversal}
    Overpayment.objects.create(**by, claim=claim, account=account, amount=owing, posted_on=move.on)
