"""What of the payments of a person can be given back."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from enrolment.contributions.models.bill import Bill, Payment
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import files_of, in_her_files

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class Refundable:
    """A payment, and what of it is not given back yet, in yuan."""

    payment: Payment
    left: Decimal


def refundable_payments(person: Person) -> list[Refundable]:
    """The payments of a person, under any file merged into hers too, of which something is left, newest first. One query."""
    rows = _with_given_back().filter(bill__person__in=in_her_files(person)).order_by("-paid_on", "pk")
    return [one for one in map(_refundable, rows) if one.left > 0]


def refundable_payment(person: Person, payment_id: uuid.UUID | None) -> Refundable | None:
    """One payment of a person, with what is left of it; None for one that does not stand. One query."""
    if payment_id is None:
        return None
    row = _with_given_back().filter(pk=payment_id, bill__person__in=in_her_files(person)).first()
    return None if row is None else _refundable(row)


def _with_given_back() -> QuerySet[Payment]:
    rows = Payment.objects.known().select_related("bill__place")
    return rows.annotate(given_back=Coalesce(Sum("refunds__amount"), ZERO))


def _refundable(row: Payment) -> Refundable:
    return Refundable(payment=row, left=row.amount - row.given_back)


def kept_of(bill_id: uuid.UUID) -> Decimal:
    """What is paid of a bill and not given back. Two queries."""
    payments = Payment.objects.known().filter(bill=bill_id)
    paid = payments.aggregate(sum=Sum("amount"))["sum"] or ZERO
    return paid - (payments.aggregate(sum=Sum("refunds__amount"))["sum"] or ZERO)


def paid_under_another_file(bill: Bill, person: Person) -> bool:
    """Whether a bill stayed with a file that was merged into hers because the same time was billed in both, and the other bill is
    paid in full: all that was paid of this one was paid twice. No query for a bill of her own file."""
    if bill.person_id == person.pk:
        return False
    same = Bill.objects.known().filter(scheme=bill.scheme, year=bill.year, month=bill.month)
    others = same.filter(person__in=files_of(person)).exclude(pk=bill.pk)
    return any(kept_of(other.pk) >= other.amount for other in others)
