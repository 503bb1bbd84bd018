"""What an employer owes before its registration may be cancelled (Social Insurance Handling Regulations, article 10): contributions
of its people in arrears, late fees on them, fines. To the fen, from what is on record here and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q

from enrolment.contributions.models.bill import Bill
from enrolment.contributions.queries.bills import ZERO, BillShown, bills_shown, payments_that_stand
from enrolment.coverage.models import Enrolment
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.money import EmployerFine, EmployerPayment
from enrolment.employers.queries.standing import line_of


@dataclass(frozen=True, kw_only=True)
class FineShown:
    """A fine with what was paid of it and what is open."""

    fine: EmployerFine
    paid: Decimal
    open: Decimal


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is open on a day: bills with something open or a late fee, the sums, and what was paid of late fees. `unknown`: bills of
    which no source gives the day they were due."""

    bills: list[BillShown]
    arrears: Decimal
    fees: Decimal
    fees_paid: Decimal
    fines: list[FineShown]
    fines_open: Decimal
    unknown: int

    @property
    def fees_open(self) -> Decimal:
        """Late fees that are not paid yet."""
        return max(self.fees - self.fees_paid, ZERO)

    @property
    def total(self) -> Decimal:
        """Everything that is open."""
        return self.arrears + self.fees_open + self.fines_open


def owed_by(employer: Employer, on: date) -> Owed:
    """What an employer, and whoever was merged into it, owes on a day. Five queries, and one for each step of mergers."""
    line = line_of([employer.pk])
    bills = _bills(line, on)
    # A fine of a merged one is paid by its successor: what counts is whose fine it is.
    payments = list(EmployerPayment.objects.known().filter(Q(employer__in=line) | Q(fine__employer__in=line)))
    fines = [
        _fine(fine, payments) for fine in EmployerFine.objects.known().filter(employer__in=line).order_by("ordered_on")
    ]
    return Owed(
        bills=[one for one in bills if one.open or one.fee],
        arrears=sum((one.open for one in bills), ZERO),
        fees=sum((one.fee for one in bills if one.fee is not None), ZERO),
        fees_paid=sum((one.amount for one in payments if one.fine_id is None), ZERO),
        fines=fines,
        fines_open=sum((one.open for one in fines), ZERO),
        unknown=sum(1 for one in bills if one.open and one.bill.due_on is None),
    )


def _fine(fine: EmployerFine, payments: list[EmployerPayment]) -> FineShown:
    paid = sum((one.amount for one in payments if one.fine_id == fine.pk), ZERO)
    return FineShown(fine=fine, paid=paid, open=max(fine.amount - paid, ZERO))


def _bills(line: set, on: date) -> list[BillShown]:
    """The monthly bills of its people for months in which they were enrolled through it."""
    enrolled = Enrolment.objects.filter(application__employer__in=line, scheme="uebmi", superseded_at=None)
    spans: dict[object, list[tuple[int, int]]] = {}
    for person, first, last in enrolled.values_list("person", "starts_on", "ends_on"):
        spans.setdefault(person, []).append((_month(first), _month(last) if last else _month(on)))
    payments = Prefetch("payments", payments_that_stand())
    rows = Bill.objects.known().filter(person__in=spans, scheme="uebmi").select_related("place", "person")
    mine = [
        bill
        for bill in rows.prefetch_related(payments).order_by("year", "month", "number")
        if any(first <= bill.year * 12 + bill.month <= last for first, last in spans[bill.person_id])
    ]
    return bills_shown(mine, on)


def _month(day: date) -> int:
    return day.year * 12 + day.month
