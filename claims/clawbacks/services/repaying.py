"""What comes in of a recovery from an institution: as the bank tells it, or taken from its next month when that is posted."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine import transitions
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.rules.amounts import ZERO, exact
from casework.money.services.ledger import account_of, book
from casework.staff.officer import Officer
from claims.clawbacks.models import Clawback, ClawbackPayment
from claims.clawbacks.queries.clawback import left_of, paid_of, schemes_of
from claims.clawbacks.rules.items import laid_on
from claims.clawbacks.words import PAYMENT
from claims.recoveries.services.repaying import TOO_MUCH, TWICE, kept_once

NOT_OWED = _("Nothing of it is owed now.")
NO_DAY = _("This day lies ahead, or before the decision.")


@dataclass(frozen=True, kw_only=True)
class Received:
    """What the bank tells of money that came in; the amount in yuan, to the fen."""

    amount: Decimal
    paid_on: date
    bank_number: str


@transaction.atomic
def pay_clawback(clawback_id: uuid.UUID, data: Received, *, by: Officer, on: date) -> ClawbackPayment:
    """Record money of the institution and book it. The last of it closes the case. Raises Blocked for more than is left, a number
    told before, a day ahead; NotAnAmount, Clawback.DoesNotExist outside her area, PermissionDenied, IntegrityError for a closed
    month."""
    by.must("pay_clawback")
    rows = Clawback.objects.filter(case__office__in=by.area).select_related("case", "account__place")
    row = rows.get(pk=clawback_id)
    if row.state != "decided" or row.account is None:
        raise Blocked(Reason("not_owed", NOT_OWED))
    # Before the case, as a month that is posted takes them.
    LedgerAccount.objects.select_for_update(no_key=True).get(pk=row.account.pk)
    before = paid_of(row)
    left = (row.amount or ZERO) - before
    if reasons := _against(row, data, left, on):
        raise Blocked(*reasons)
    made = ClawbackPayment(
        clawback=row, amount=data.amount, paid_on=data.paid_on, bank_number=data.bank_number, recorded_by=by.user
    )
    kept_once(made)
    _booked(row, row.account, made, before, by=by, on=on)
    facts = {"amount": str(made.amount), "paid_on": made.paid_on.isoformat()}
    record("pay_clawback", by=by, case=row.case, facts=facts)
    _close_when_repaid(row, by=by, on=on)
    return made


def _against(row: Clawback, data: Received, left: Decimal, on: date) -> list[Reason]:
    if not left:
        return [Reason("not_owed", NOT_OWED)]
    if row.decided_on is None or not row.decided_on <= data.paid_on <= on:
        return [Reason("no_day", NO_DAY, "paid_on")]
    if exact(data.amount) > left:
        return [Reason("too_much", TOO_MUCH % {"left": left}, "amount")]
    if ClawbackPayment.objects.filter(paid_on=data.paid_on, bank_number=data.bank_number).exists():
        return [Reason("twice", TWICE, "bank_number")]
    return []


def _booked(row: Clawback, account: LedgerAccount, made: ClawbackPayment, before: Decimal, *, by: Officer, on: date):
    """From the bank to what is recovered of each scheme, and from there to what the institution owes."""
    bank = account_of("bank", account.place)
    for scheme, amount in laid_on(schemes_of(row), before, made.amount).items():
        recovered = account_of("recovered", account.place, scheme=scheme)
        key = f"{PAYMENT} {made.pk} {scheme}"
        book(key, bank, recovered, amount, purpose=PAYMENT, on=on, case=row.case, by=by)
        book(f"{key} laid on", recovered, account, amount, purpose=PAYMENT, on=on, case=row.case, by=by)


def _close_when_repaid(row: Clawback, *, by: Officer, on: date) -> None:
    if not left_of(row):
        transitions.follow(row.pk, "close_clawback", by=by, on=on)


def taken(account: LedgerAccount, amount: Decimal, *, case: CaseFile, by: Officer, on: date) -> None:
    """A month that is posted took some of what is owed on an account; of a recovery it is kept, and the last of it closes the case.
    In the transaction that posts the month, which locked the account."""
    row = Clawback.objects.select_related("case").filter(account=account).first()
    if row is None:
        return
    ClawbackPayment.objects.create(clawback=row, amount=amount, paid_on=on, month_id=case.pk, recorded_by=by.user)
    record("set_off_clawback", by=by, case=row.case, facts={"amount": str(amount), "month": case.reference})
    _close_when_repaid(row, by=by, on=on)
