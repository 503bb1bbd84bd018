"""Bills and their payments at the counter: one press records the payment, its bill and the time it pays for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from casework.casefile.services.events import record
from casework.money.rules.amounts import FEN, instalments
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from enrolment.contributions.models.bill import Bill, Payment
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.services.paid_time import Paid, record_paid_time, strike_paid_time, supersede
from enrolment.coverage.rules.days import first_day, month_of
from enrolment.coverage.rules.records.facts import RESIDENTS
from enrolment.persons.models.person import Person


class BilledAlready(Exception):
    """There is a bill of that scheme for that year or month."""


class NumberTaken(Exception):
    """The number of the tax receipt belongs to another payment."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of a payment: how, how much in all, when, the number of the tax receipt ("" where there is none)."""

    channel: str
    amount: Decimal
    paid_on: date
    number: str = ""


@transaction.atomic
def record_payment(person: Person, paid: Paid, told: Told, *, by: Officer) -> list[PaidTime]:
    """Record a payment with the time it pays for; bills that are not there yet are written. Raises PaidAlready, NumberTaken,
    PermissionDenied."""
    times = record_paid_time(person, paid, by=by)
    bills = _bills(person, paid, told, by)
    left = told.amount
    try:
        with transaction.atomic():
            for number, bill in enumerate(bills):
                last = number == len(bills) - 1
                part = left if last else min(left, bill.amount)
                left -= part
                if part:
                    _pay(bill, times, told, part, by)
    except IntegrityError as error:
        if "contribution_payment_number_once" in str(error):
            raise NumberTaken from error
        raise
    return times


def _pay(bill: Bill, times: list[PaidTime], told: Told, amount: Decimal, by: Officer) -> Payment:
    first = date(bill.year, bill.month or 1, 1)
    time = next((row for row in times if row.starts_on <= first <= row.ends_on), times[-1])
    # One receipt may pay several months; the number stands once.
    taken = told.number and Payment.objects.known().filter(number=told.number, paid_time__in=times).exists()
    return Payment.objects.create(
        bill=bill,
        paid_time=time,
        channel=told.channel,
        number="" if taken else told.number,
        amount=amount,
        paid_on=told.paid_on,
        recorded_by=by.user,
    )


def _bills(person: Person, paid: Paid, told: Told, by: Officer) -> list[Bill]:
    """The bills of the time that is paid, those that are missing written with what was paid for them."""
    periods = _periods(paid)
    known = {
        (bill.year, bill.month): bill
        for bill in Bill.objects.known().filter(person=person, scheme=paid.scheme, year__in={y for y, _m in periods})
    }
    missing = [period for period in periods if period not in known]
    open_amount = told.amount - sum((known[p].amount for p in periods if p in known), Decimal(0))
    if missing:
        # To the fen: what is billed for the months is what was paid for them.
        parts = instalments(max(open_amount, FEN * len(missing)), len(missing))
        for (year, month), part in zip(missing, parts, strict=True):
            known[year, month] = Bill.objects.create(
                person=person,
                scheme=paid.scheme,
                place=paid.place,
                person_kind=paid.person_kind,
                year=year,
                month=month,
                amount=part,
                recorded_by=by.user,
            )
    return [known[period] for period in periods]


def _periods(paid: Paid) -> list[tuple[int, int]]:
    """The year, or each month, that is paid for."""
    if paid.scheme == RESIDENTS:
        return [(paid.year, 0)]
    months = range(month_of(paid.starts_on), month_of(paid.ends_on) + 1)
    return [(first_day(month).year, first_day(month).month) for month in months]


@transaction.atomic
def take_payment_back(payment: Payment, *, by: Officer) -> None:
    """Take a payment back that was recorded in error, with the time it paid for. Raises PermissionDenied."""
    by.must("strike_payment")
    supersede(payment, "corrected")
    time = payment.paid_time or _time_of(payment.bill)
    if time is not None and time.superseded_at is None:
        strike_paid_time(time, by=by)


def _time_of(bill: Bill) -> PaidTime | None:
    """The paid time that a bill became when a file reported its payment. One query."""
    first = date(bill.year, bill.month or 12, 1)
    rows = PaidTime.objects.known().filter(person=bill.person_id, scheme=bill.scheme)
    return rows.filter(starts_on__lte=first, ends_on__gte=first).first()


@transaction.atomic
def issue_bill(
    person: Person,
    place: Place,
    scheme: str,
    year: int,
    month: int,
    *,
    person_kind: str,
    amount: Decimal,
    due_on: date | None,
    by: Officer,
) -> Bill:
    """Write a bill for a year (month 0) or a month. Raises BilledAlready, PermissionDenied."""
    by.must("record_payment")
    # Two who write it at once are told apart by the constraint; one by one by this.
    Person.objects.select_for_update().get(pk=person.pk)
    if Bill.objects.known().filter(person=person, scheme=scheme, year=year, month=month).exists():
        raise BilledAlready
    bill = Bill.objects.create(
        person=person,
        place=place,
        person_kind=person_kind,
        scheme=scheme,
        year=year,
        month=month,
        amount=amount,
        due_on=due_on,
        recorded_by=by.user,
    )
    record("issue_bill", by=by, subject=person.pk, facts={"scheme": scheme, "period": bill.period})
    return bill


def premium_for(place: Place, year: int, paid_on: date) -> Decimal | None:
    """What a person pays for a year by the rule of the place on a day; None where no source says it."""
    return ask({"question": "premium", "place": place.prefix[:6], "year": year, "paid_on": str(paid_on)}).amount
