"""Money that comes in of an overpayment: recorded as the bank tells it, or set off against a payment that is owed. Each is booked
to the account of benefits recovered and from there to what the person owes."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE
from casework.money.rules.amounts import exact
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import take_from
from casework.staff.officer import Officer
from claims.recoveries.models import Recovery, Repayment
from claims.recoveries.queries.recovery import left_of, payments_to_set_off, recovery_of
from claims.recoveries.states import OPEN_IN
from claims.recoveries.words import REPAYMENT, SET_OFF
from claims.reimbursements.services.entering import not_about_oneself, not_for_oneself
from claims.reversals.words import HELD

REPAID = _("All of it is repaid already.")
TOO_MUCH = _("Only %(left)s yuan are left to be repaid. What is more goes back to whoever paid it.")
TWICE = _("A payment with this day and number of the bank is recorded already.")
AHEAD = _("This day lies ahead, or before the notice.")
NOT_OFFERED = _("This payment is not owed any more, or is at the bank. Load the page again.")


@dataclass(frozen=True, kw_only=True)
class Received:
    """What the bank tells of money that came in; the amount in yuan, to the fen."""

    amount: Decimal
    bank_day: date
    bank_number: str


@transaction.atomic
def record_repayment(recovery_id: uuid.UUID, data: Received, *, by: Officer, on: date) -> Repayment:
    """Record money received and book it. The last of it closes the case. Raises Blocked for more than is left, a number told
    before, a day ahead; NotAnAmount, Recovery.DoesNotExist outside her area, PermissionDenied, IntegrityError for a closed
    month."""
    by.must("record_repayment")
    rows = Recovery.objects.filter(case__office__in=by.area).select_for_update(of=("self",))
    row = rows.select_related("case", "overpayment__claim", "overpayment__account__place").get(pk=recovery_id)
    not_about_oneself(row.case.subject, by)
    not_for_oneself(row.overpayment.claim, by)
    if row.state not in OPEN_IN:
        raise Blocked(Reason("repaid", REPAID))
    if not row.overpayment.posted_on <= data.bank_day <= on:
        raise Blocked(Reason("no_such_day", AHEAD, "bank_day"))
    left = left_of(row)
    if exact(data.amount) > left:
        raise Blocked(Reason("too_much", TOO_MUCH % {"left": left}, "amount"))
    if Repayment.objects.filter(bank_day=data.bank_day, bank_number=data.bank_number).exists():
        raise Blocked(Reason("twice", TWICE, "bank_number"))
    made = Repayment(
        recovery=row,
        amount=data.amount,
        bank_day=data.bank_day,
        bank_number=data.bank_number,
        recorded_by=by.user,
    )
    kept_once(made)
    bank = account_of("bank", row.overpayment.account.place)
    recovered = recovered_of(row)
    book(f"{REPAYMENT} {made.pk}", bank, recovered, made.amount, purpose=REPAYMENT, on=on, case=row.case, by=by)
    _lay_on(row, made, REPAYMENT, on=on, by=by)
    facts = {"amount": str(made.amount), "bank_day": made.bank_day.isoformat()}
    record("record_repayment", by=by, case=row.case, subject=row.case.subject, facts=facts)
    _close_when_repaid(row, by=by, on=on)
    return made


def kept_once(made: Model) -> None:
    """Keep what the bank told. Raises Blocked where its day and number are told already, or more came in meanwhile than is left."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as problem:
        raise Blocked(Reason("twice", TWICE, "bank_number")) from problem


def recovered_of(row: Recovery) -> LedgerAccount:
    """The account of benefits recovered, of the scheme the overpaid claim was settled in."""
    over = row.overpayment
    return account_of("recovered", over.account.place, scheme=over.claim.scheme)


def _lay_on(row: Recovery, made: Repayment, purpose: str, *, on: date, by: Officer) -> None:
    """What came in is owed back no more."""
    book(
        f"{purpose} {made.pk} laid on",
        recovered_of(row),
        row.overpayment.account,
        made.amount,
        purpose=purpose,
        on=on,
        case=row.case,
        by=by,
    )


def _close_when_repaid(row: Recovery, *, by: Officer, on: date) -> None:
    if not left_of(row):
        transitions.follow(row.pk, "close_recovery", by=by, on=on)


def set_off_recovery(
    case_id: uuid.UUID, payable_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Set what is left off against a payment that is owed to the same person: as much of it as is left goes to the account of
    benefits recovered, the rest is owed anew. Raises Blocked when it is not owed any more or at the bank, IntegrityError for a
    closed month."""

    def effect(move: Move) -> None:
        not_about_oneself(move.case.subject, move.by)
        row = recovery_of(move.case)
        if payable_id not in {one.pk for one in payments_to_set_off(row)}:
            raise Blocked(Reason("not_offered", NOT_OFFERED, "payable"))
        payable = Payable.objects.select_for_update(of=("self",)).select_related("account__place", "case__office")
        amount = _set_off(row, payable.get(pk=payable_id), move)
        move.facts["amount"] = str(amount)

    body = {"payable": str(payable_id)}
    with transaction.atomic():
        case = transitions.perform(
            case_id, "set_off_recovery", by=by, on=on, seen=seen, op=op, body=body, effect=effect
        )
        _close_when_repaid(Recovery.objects.select_related("overpayment").get(pk=case.pk), by=by, on=on)
    return CaseFile.objects.get(pk=case.pk)


def _set_off(row: Recovery, payable: Payable, move: Move) -> Decimal:
    # Withdrawn, held by a reversal or taken to the bank between the question and the lock.
    if payable.state not in WITHDRAWABLE or payable.held_because == HELD:
        raise Blocked(Reason("not_offered", NOT_OFFERED, "payable"))
    amount = min(left_of(row), payable.amount)
    made = Repayment(recovery=row, amount=amount, bank_day=move.on, payable=payable, recorded_by=move.by.user)
    made.save(force_insert=True)
    rest = take_from(
        payable,
        amount,
        recovered_of(row),
        name=f"{SET_OFF} {made.pk}",
        rest=f"{SET_OFF} rest {made.pk}",
        purpose=SET_OFF,
        on=move.on,
        by=move.by,
    )
    _lay_on(row, made, SET_OFF, on=move.on, by=move.by)
    # A claim of which nothing is left to be paid is settled.
    if rest is None and payable.case is not None:
        transitions.follow(payable.case.pk, "settle_claim", by=move.by, on=move.on)
    return amount
