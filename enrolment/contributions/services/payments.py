"""Bills and their payments at the counter: one press records the payment, its bill and the time it pays for."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum

from casework.casefile.services.events import record
from casework.money.rules.amounts import FEN, instalments
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from enrolment.contributions.models.bill import Bill, Payment
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.services.paid_time import (
    CORRECTED,
    Paid,
    PaidAlready,
    paid_for_already,
    record_paid_time,
    strike_paid_time,
    supersede,
)
from enrolment.coverage.rules.days import first_day, last_day, month_of
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.rules.records.facts import RESIDENTS
from enrolment.coverage.rules.terms import terms_of
from enrolment.persons.models.person import Person


class BilledAlready(Exception):
    """There is a bill of that scheme for that year or month."""


class ToldBefore(Exception):
    """A payment without a number that is the same as one of the same bill: most likely a second press."""


class TakenBack(Exception):
    """The payment was taken back before."""


class GivenBack(Exception):
    """Something of the payment was given back: it is no payment recorded in error."""


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
    """Record a payment and the time of the bills it pays in full, with what was paid of them before; bills that are not there yet
    are written. Time of a bill that stays open is not paid for. Raises PaidAlready, NumberTaken, ToldBefore, NoSource,
    PermissionDenied."""
    by.must("record_payment")
    Person.objects.select_for_update().get(pk=person.pk)
    if (standing := paid_for_already(person, paid)) is not None:
        raise PaidAlready(standing)
    bills = _bills(person, paid, told, by)
    same = Payment.objects.known().filter(
        bill__in=bills, amount=told.amount, paid_on=told.paid_on, channel=told.channel
    )
    if not told.number and same.exists():
        raise ToldBefore
    owed = _open(bills)
    whole: list[Bill] = []
    left, made = told.amount, []
    for number, bill in enumerate(bills):
        last = number == len(bills) - 1
        part = left if last else min(left, owed[bill.pk])
        left -= part
        if part:
            made.append((bill, part))
        if part >= owed[bill.pk]:
            whole.append(bill)
    times = [row for part in _stretches(paid, whole) for row in record_paid_time(person, part, by=by)]
    if not times:
        facts = {"scheme": paid.scheme, "from": str(paid.starts_on), "until": str(paid.ends_on), "open": True}
        record("record_payment", by=by, subject=person.pk, facts=facts)
    try:
        with transaction.atomic():
            for number, (bill, part) in enumerate(made):
                _pay(bill, times, told, part, by, first=number == 0)
    except IntegrityError as error:
        if "contribution_payment_number_once" in str(error):
            raise NumberTaken from error
        raise
    return times


def _pay(bill: Bill, times: list[PaidTime], told: Told, amount: Decimal, by: Officer, *, first: bool) -> Payment:
    starts_on, ends_on = days_of(bill)
    return Payment.objects.create(
        bill=bill,
        paid_time=next((row for row in times if row.starts_on <= ends_on and starts_on <= row.ends_on), None),
        channel=told.channel,
        # One receipt may pay several months; the number stands once.
        number=told.number if first else "",
        amount=amount,
        paid_on=told.paid_on,
        recorded_by=by.user,
    )


def _open(bills: list[Bill]) -> dict[uuid.UUID, Decimal]:
    """What is owed of each bill still; what was given back is not paid. Two queries."""
    payments = Payment.objects.known().filter(bill__in=bills)
    paid = dict(payments.values_list("bill").annotate(paid=Sum("amount")))
    for bill_id, given_back in payments.values_list("bill").annotate(sum=Sum("refunds__amount")):
        paid[bill_id] -= given_back or 0
    return {bill.pk: max(bill.amount - paid.get(bill.pk, 0), Decimal(0)) for bill in bills}


def days_of(bill: Bill) -> tuple[date, date]:
    """The first and the last day a bill is for."""
    if bill.month:
        return first_day(bill.year * 12 + bill.month - 1), last_day(bill.year * 12 + bill.month - 1)
    return terms_of(division_of(bill.place_id), bill.year).bounds(bill.year)


def _stretches(paid: Paid, whole: list[Bill]) -> list[Paid]:
    """The time of the bills that are paid in full, months in a row together. It is paid for at the place that billed it, whose fund
    gets the money, at whichever counter the payment is told."""
    found: list[Paid] = []
    for starts_on, ends_on, place in sorted(((*days_of(bill), bill.place) for bill in whole), key=lambda one: one[0]):
        last = found[-1] if found else None
        if last and last.place == place and last.ends_on + timedelta(days=1) == starts_on:
            found[-1] = replace(last, ends_on=ends_on)
        else:
            found.append(replace(paid, starts_on=starts_on, ends_on=ends_on, place=place))
    return found


def _bills(person: Person, paid: Paid, told: Told, by: Officer) -> list[Bill]:
    """The bills of the time that is paid, those that are missing written with what was paid for them."""
    periods = _periods(paid)
    known = {
        (bill.year, bill.month): bill
        for bill in Bill.objects.known()
        .filter(person=person, scheme=paid.scheme, year__in={y for y, _m in periods})
        .select_related("place")
        if (bill.year, bill.month) in periods
    }
    missing = [period for period in periods if period not in known]
    open_amount = told.amount - sum(_open(list(known.values())).values(), Decimal(0))
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
    """Take a payment back that was recorded in error, with the time of its bill when what else was paid of it is not enough; time
    of other bills stays. Raises TakenBack when somebody has done it meanwhile, GivenBack, PermissionDenied."""
    by.must("strike_payment")
    Person.objects.select_for_update().get(pk=payment.bill.person_id)
    if payment.refunds.exists():
        raise GivenBack
    if not supersede(payment, CORRECTED):
        raise TakenBack
    bill = payment.bill
    rows = list(times_of(bill)) if _open([bill])[bill.pk] else []
    for row in rows:
        strike_paid_time(row, besides=days_of(bill), by=by)
    if not rows:
        facts = {"scheme": bill.scheme, "period": bill.period}
        record("strike_payment", by=by, subject=bill.person_id, facts=facts)


def times_of(bill: Bill, person: Person | None = None) -> QuerySet[PaidTime]:
    """The paid time that a bill became, whoever reported its payment; on the file of a person when its own was merged into
    that. One query."""
    rows = PaidTime.objects.known().filter(person=person or bill.person_id, scheme=bill.scheme)
    if not bill.month:
        return rows.filter(year=bill.year)
    starts_on, ends_on = days_of(bill)
    return rows.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)


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
