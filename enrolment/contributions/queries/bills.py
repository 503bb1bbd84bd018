"""The bills of a person: what is paid of them, what is owed, and the late fee on it."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from enrolment.contributions.models.bill import Bill, Payment
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.rules.records import Amount

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class BillShown:
    """A bill with its payments, what is open of it, and the late fee to a day (None without arrears or without a due date)."""

    bill: Bill
    payments: list[Payment]
    paid: Decimal
    open: Decimal
    fee: Decimal | None
    days: int


def bills_of(person_id: uuid.UUID, on: date) -> list[BillShown]:
    """The bills of a person, newest first. Two queries."""
    payments = Prefetch("payments", Payment.objects.known().order_by("paid_on"))
    rows = Bill.objects.known().filter(person_id=person_id).select_related("place").prefetch_related(payments)
    return [_shown(bill, on) for bill in rows]


def _shown(bill: Bill, on: date) -> BillShown:
    payments = list(bill.payments.all())
    paid = sum((payment.amount for payment in payments), ZERO)
    still_open = max(bill.amount - paid, ZERO)
    fee, days = None, 0
    if still_open and bill.scheme == "uebmi" and bill.due_on is not None and bill.due_on < on:
        found = late_fee(bill, still_open, on)
        fee, days = found.amount, found.steps[0][1]["days"]
    return BillShown(bill=bill, payments=payments, paid=paid, open=still_open, fee=fee, days=days)


def late_fee(bill: Bill, arrears: Decimal, on: date) -> Amount:
    """The late fee on what is open of a bill, were it paid on a day."""
    question = {"question": "late_fee", "place": bill.place.prefix[:6], "amount": str(arrears)}
    return ask(question | {"due_on": str(bill.due_on), "paid_on": str(on)})
