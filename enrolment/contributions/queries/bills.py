"""The bills of a person: what is paid of them, what is owed, and the late fee on it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet, Sum
from django.db.models.functions import Coalesce

from enrolment.contributions.models.bill import Bill, Payment
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.rules.records import Amount

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class BillShown:
    """A bill with its payments, what is open of it, and the late fee to a day: on what is open, and on what was paid late (None
    when neither is, or without a due date)."""

    bill: Bill
    payments: list[Payment]
    paid: Decimal
    open: Decimal
    fee: Decimal | None
    days: int


def bills_of(person_id: uuid.UUID, on: date) -> list[BillShown]:
    """The bills of a person, newest first. Two queries."""
    payments = Prefetch("payments", payments_that_stand())
    rows = Bill.objects.known().filter(person_id=person_id).select_related("place").prefetch_related(payments)
    return bills_shown(rows, on)


def payments_that_stand() -> QuerySet[Payment]:
    """The payments of bills as their pages show them, with what of each was given back (`given_back`)."""
    return Payment.objects.known().annotate(given_back=Coalesce(Sum("refunds__amount"), ZERO)).order_by("paid_on")


def bills_shown(bills: Iterable[Bill], on: date) -> list[BillShown]:
    """Bills, read with their places and the payments that stand, as they are shown on a day. No query."""
    return [_shown(bill, on) for bill in bills]


def _shown(bill: Bill, on: date) -> BillShown:
    payments = list(bill.payments.all())
    paid = sum((payment.amount - payment.given_back for payment in payments), ZERO)
    still_open = max(bill.amount - paid, ZERO)
    fee, days = None, 0
    if late := _late(bill, payments, still_open, on):
        found = late_fee(bill, late)
        # The last step is the sum.
        fee, days = found.amount, max(values["days"] for _code, values in found.steps[:-1])
    return BillShown(bill=bill, payments=payments, paid=paid, open=still_open, fee=fee, days=days)


def _late(bill: Bill, payments: list[Payment], still_open: Decimal, on: date) -> list[tuple[Decimal, date]]:
    """What of a bill of the employees' scheme was paid after its day or is open, with the day it was paid or would be. More than
    is owed bears no fee."""
    late, left, due_on = [], bill.amount, bill.due_on
    if bill.scheme != "uebmi" or due_on is None:
        return []
    for payment in payments:
        part = min(payment.amount - payment.given_back, left)
        left -= part
        if part and payment.paid_on > due_on:
            late.append((part, payment.paid_on))
    return [*late, (still_open, on)] if still_open and due_on < on else late


def late_fee(bill: Bill, late: list[tuple[Decimal, date]]) -> Amount:
    """The late fee on parts of a bill, each from its due date to the day it is paid."""
    arrears = [{"amount": str(amount), "paid_on": str(day)} for amount, day in late]
    question = {"question": "late_fee", "place": bill.place.prefix[:6], "due_on": str(bill.due_on)}
    return ask(question | {"arrears": arrears})
