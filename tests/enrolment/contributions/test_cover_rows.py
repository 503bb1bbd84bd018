"""Cover of people on file: from rows that are superseded and never changed, as known at any moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from casework.models import CaseFile, Event, Place
from enrolment.contributions.queries.bills import bills_of
from enrolment.contributions.queries.cover import coverage_on, record_of
from enrolment.contributions.queries.strip import cover_strip, next_date
from enrolment.contributions.services.paid_time import (
    PaidAlready,
    paid_months,
    paid_year,
    post_again,
    record_paid_time,
    suspend_cover,
)
from enrolment.contributions.services.payments import (
    NumberTaken,
    TakenBack,
    Told,
    ToldBefore,
    issue_bill,
    record_payment,
    take_payment_back,
)
from enrolment.models import Bill, PaidTime, Payment, Person, Refund
from tests.builders import SIMING, data, identity, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk):
    return Person.objects.get(pk=submitted(clerk, data(identity(4))).subject)


@pytest.fixture
def place():
    return Place.objects.get(code=SIMING)


def year(place, number, paid_on, kind="adult", **more):
    return paid_year(place, number, person_kind=kind, paid_on=date.fromisoformat(paid_on), **more)


def months(place, first, last, paid_on=None):
    day = date.fromisoformat(paid_on) if paid_on else None
    return paid_months(
        place, date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01"), person_kind="employee", paid_on=day
    )


def told(amount="450", paid_on="2025-11-15", **more):
    return Told(channel="wechat", amount=Decimal(amount), paid_on=date.fromisoformat(paid_on), **more)


def test_a_missed_year_waits_and_the_answer_takes_three_queries(person, place, clerk, django_assert_max_num_queries):
    record_paid_time(person, year(place, 2024, "2023-11-15"), by=clerk)
    record_paid_time(person, year(place, 2026, "2025-11-15"), by=clerk)
    with django_assert_max_num_queries(3):
        found = coverage_on(person.pk, date(2026, 3, 31))
    assert (found.covered, found.reason, found.from_) == (False, "waiting", date(2026, 4, 1))
    assert coverage_on(person.pk, date(2024, 5, 1)).covered is True
    assert coverage_on(person.pk, date(2025, 5, 1)).reason == "not_paid"


def test_nothing_paid_is_an_answer(person):
    assert coverage_on(person.pk, date(2026, 3, 31)).reason == "not_paid"


def test_superseding_keeps_yesterdays_answer(person, place, clerk):
    first = record_paid_time(person, year(place, 2026, "2025-11-15"), by=clerk)[0]
    PaidTime.objects.filter(pk=first.pk).update(superseded_at=Now(), superseded_reason="corrected")
    yesterday = PaidTime.objects.get(pk=first.pk).superseded_at - timedelta(microseconds=1)
    record_paid_time(person, year(place, 2026, "2026-03-05"), by=clerk)
    day = date(2026, 4, 1)
    assert coverage_on(person.pk, day, known_at=yesterday).covered is True
    assert coverage_on(person.pk, day).reason == "waiting"
    assert coverage_on(person.pk, day, known_at=timezone.now() - timedelta(days=1)).reason == "not_paid"


def test_the_same_day_is_not_paid_twice_nor_in_two_schemes(person, place, clerk):
    record_paid_time(person, months(place, "2026-01", "2026-03"), by=clerk)
    with pytest.raises(PaidAlready):
        record_paid_time(person, months(place, "2026-03", "2026-04"), by=clerk)
    with pytest.raises(PaidAlready):
        record_paid_time(person, year(place, 2026, "2026-02-15"), by=clerk)
    row = PaidTime.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaidTime.objects.create(
            person=person,
            scheme="urrbmi",
            place=place,
            person_kind="adult",
            starts_on=row.ends_on,
            ends_on=row.ends_on + timedelta(days=9),
            year=2026,
        )


def test_what_was_recorded_is_neither_changed_nor_deleted(person, place, clerk):
    row = record_paid_time(person, year(place, 2026, "2025-11-15"), by=clerk)[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        PaidTime.objects.filter(pk=row.pk).update(paid_on=date(2025, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_work_begins_within_a_paid_year(person, place, clerk):
    record_paid_time(person, year(place, 2026, "2025-11-15"), by=clerk)
    record_paid_time(person, months(place, "2026-06", "2026-08"), by=clerk)
    spring = coverage_on(person.pk, date(2026, 5, 31))
    assert (spring.covered, spring.until) == (True, date(2026, 5, 31))
    # No source says from which month the employees' scheme pays in Fujian after less than 24 months of the other.
    assert coverage_on(person.pk, date(2026, 7, 1)).reason == "no_source"
    assert [row.ends_on for row in record_of(person.pk).paid] == [date(2026, 5, 31), date(2026, 8, 31)]


def test_months_are_told_in_any_order(staff, place):
    clerk, answers = staff("counter_clerk"), []
    parts = [("2025-01", "2025-05"), ("2025-06", "2025-12"), ("2026-01", "2026-04")]
    for number, order in enumerate(((0, 1, 2), (2, 0, 1))):
        person = Person.objects.get(pk=submitted(clerk, data(identity(6 + 2 * number))).subject)
        for part in order:
            record_paid_time(person, months(place, *parts[part]), by=clerk)
        answers.append([coverage_on(person.pk, day) for day in (date(2025, 12, 31), date(2026, 1, 1))])
    assert answers[0] == answers[1]
    assert dict(answers[0][0].explanation)["months_paid"]["count"] == 16


def test_a_suspension_and_what_comes_next(person, place, clerk, staff):
    record_paid_time(person, year(place, 2026, "2025-11-15"), by=clerk)
    suspend_cover(person, date(2026, 6, 1), date(2026, 6, 20), "residence not confirmed", by=staff("reviewer"))
    on = date(2026, 6, 10)
    record = record_of(person.pk)
    answer = coverage_on(person.pk, on)
    assert answer.reason == "suspended"
    states = [month.state for month in cover_strip(record, on)[0].months]
    assert states == ["paid"] * 5 + ["suspended"] + ["paid"] * 6
    assert next_date(record, answer, on).day == date(2026, 6, 21)


def test_the_window_is_the_next_date_of_whoever_is_covered_until_new_year(person, place, clerk):
    record_paid_time(person, year(place, 2026, "2025-11-15"), by=clerk)
    on = date(2026, 6, 10)
    record = record_of(person.pk)
    assert next_date(record, coverage_on(person.pk, on), on).day == date(2026, 9, 1)


def test_a_payment_makes_bill_and_paid_time_and_can_be_taken_back(person, place, clerk, staff):
    record_payment(person, year(place, 2026, "2025-11-15"), told(number="T-1"), by=clerk)
    row = bills_of(person.pk, date(2026, 6, 10))[0]
    assert (row.bill.amount, row.paid, row.open) == (Decimal("450.00"), Decimal("450.00"), Decimal(0))
    other = Person.objects.get(pk=submitted(clerk, data(identity(8))).subject)
    with pytest.raises(NumberTaken):
        record_payment(other, year(place, 2026, "2025-11-15"), told(number="T-1"), by=clerk)
    take_payment_back(Payment.objects.get(), by=staff("reviewer"))
    assert coverage_on(person.pk, date(2026, 6, 10)).reason == "not_paid"
    verbs = list(Event.objects.filter(subject=person.pk).order_by("at").values_list("verb", flat=True))
    assert verbs[-2:] == ["record_payment", "strike_payment"]


def test_one_payment_of_several_months_fills_their_bills(person, place, clerk):
    issue_bill(
        person, place, "uebmi", 2026, 1, person_kind="employee", amount=Decimal(500), due_on=date(2026, 1, 31), by=clerk
    )
    record_payment(person, months(place, "2026-01", "2026-03", "2026-03-05"), told("1500", "2026-03-05"), by=clerk)
    assert list(Bill.objects.order_by("month").values_list("amount", flat=True)) == [Decimal("500.00")] * 3
    assert sum(Payment.objects.values_list("amount", flat=True)) == Decimal("1500.00")


def test_what_is_billed_for_months_is_to_the_fen_what_was_paid(person, place, clerk):
    record_payment(person, months(place, "2026-01", "2026-03", "2026-03-05"), told("100", "2026-03-05"), by=clerk)
    bills = list(Bill.objects.order_by("month").values_list("amount", flat=True))
    assert bills == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert [row.open for row in bills_of(person.pk, date(2026, 6, 10))] == [Decimal(0)] * 3
    assert list(Payment.objects.order_by("bill__month").values_list("amount", flat=True)) == bills


def test_a_freshmans_months_stay_when_the_next_year_is_paid(person, place, clerk):
    record_paid_time(person, year(place, 2025, "2024-11-15"), by=clerk)
    record_paid_time(person, year(place, 2026, "2025-11-20", kind="freshman"), by=clerk)
    first = date(2025, 9, 1)
    assert coverage_on(person.pk, first).reason == "freshman"
    record_paid_time(person, year(place, 2027, "2026-10-20", kind="student"), by=clerk)
    assert (coverage_on(person.pk, first).covered, coverage_on(person.pk, first).reason) == (True, "freshman")
    assert coverage_on(person.pk, date(2027, 3, 1)).reason == "paid_in_window"


def periods_of(person):
    rows = PaidTime.objects.known().filter(person=person).order_by("starts_on")
    return [(row.starts_on.month, row.ends_on.month) for row in rows]


def test_one_month_of_several_taken_back_leaves_the_others_paid(person, place, clerk, staff):
    record_payment(person, months(place, "2026-01", "2026-04", "2026-04-05"), told("400", "2026-04-05"), by=clerk)
    take_payment_back(Payment.objects.get(bill__month=2), by=staff("reviewer"))
    assert periods_of(person) == [(1, 1), (3, 4)]
    # A time that was written anew is found as the first one was.
    take_payment_back(Payment.objects.get(bill__month=4), by=staff("reviewer"))
    assert periods_of(person) == [(1, 1), (3, 3)]
    with pytest.raises(TakenBack):
        take_payment_back(Payment.objects.get(bill__month=4), by=staff("reviewer"))


def test_a_bill_paid_twice_stays_paid_when_one_payment_is_taken_back(person, place, clerk, staff):
    record_payment(person, year(place, 2026, "2025-11-15"), told(number="T-1"), by=clerk)
    bill = Bill.objects.get()
    Payment.objects.create(bill=bill, channel="wechat", number="T-2", amount=bill.amount, paid_on=date(2025, 11, 16))
    take_payment_back(Payment.objects.get(number="T-1"), by=staff("reviewer"))
    assert coverage_on(person.pk, date(2026, 6, 10)).covered is True
    take_payment_back(Payment.objects.get(number="T-2"), by=staff("reviewer"))
    assert coverage_on(person.pk, date(2026, 6, 10)).reason == "not_paid"
    assert Event.objects.filter(subject=person.pk, verb="strike_payment").count() == 2


def test_a_year_that_a_change_of_scheme_cut_is_taken_back_with_its_payment(person, place, clerk, staff):
    record_payment(person, year(place, 2026, "2025-11-15"), told(), by=clerk)
    record_payment(person, months(place, "2026-06", "2026-06", "2026-06-05"), told("500", "2026-06-05"), by=clerk)
    assert periods_of(person) == [(1, 5), (6, 6)]
    take_payment_back(Payment.objects.get(amount=450), by=staff("reviewer"))
    assert periods_of(person) == [(6, 6)]


def test_a_bill_paid_in_parts_is_paid_for_with_the_last_part(person, place, clerk):
    issue_bill(person, place, "urrbmi", 2026, 0, person_kind="adult", amount=Decimal(450), due_on=None, by=clerk)
    paid = year(place, 2026, "2025-11-15")
    assert record_payment(person, paid, told("400"), by=clerk) == []
    assert coverage_on(person.pk, date(2026, 6, 10)).reason == "not_paid"
    # A second press.
    with pytest.raises(ToldBefore):
        record_payment(person, paid, told("400"), by=clerk)
    assert len(record_payment(person, paid, told("50", "2025-11-20"), by=clerk)) == 1
    assert coverage_on(person.pk, date(2026, 6, 10)).covered is True
    assert Event.objects.filter(subject=person.pk, verb="record_payment").count() == 2
    with pytest.raises(PaidAlready):
        record_payment(person, paid, told("450", "2025-11-21"), by=clerk)


def test_months_that_are_paid_in_full_are_paid_for_and_the_others_are_not(person, place, clerk):
    for month in (1, 2, 3):
        issue_bill(
            person, place, "uebmi", 2026, month, person_kind="employee", amount=Decimal(500), due_on=None, by=clerk
        )
    record_payment(person, months(place, "2026-01", "2026-03", "2026-03-05"), told("1100", "2026-03-05"), by=clerk)
    assert periods_of(person) == [(1, 2)]


def test_the_late_fee_of_a_month_stays_when_it_was_paid_late(person, place, clerk):
    owed = {"person_kind": "employee", "amount": Decimal(10000), "due_on": date(2026, 1, 31), "by": clerk}
    issue_bill(person, place, "uebmi", 2026, 1, **owed)
    paid = months(place, "2026-01", "2026-01", "2026-02-10")
    record_payment(person, paid, told("4000", "2026-01-30", number="T-1"), by=clerk)
    record_payment(person, paid, told("1000", "2026-02-10", number="T-2"), by=clerk)
    row = bills_of(person.pk, date(2026, 6, 10))[0]
    # 1,000 for ten days, 5,000 for 130.
    assert (row.open, row.days, row.fee) == (Decimal(5000), 130, Decimal("330.00"))
    record_payment(person, paid, told("5100", "2026-03-02", number="T-3"), by=clerk)
    assert bills_of(person.pk, date(2026, 6, 10))[0].fee == Decimal("80.00")


def test_the_late_fee_counts_no_yuan_twice_when_something_was_given_back(person, place, clerk):
    bill = issue_bill(
        person,
        place,
        "uebmi",
        2026,
        1,
        person_kind="employee",
        amount=Decimal(10000),
        due_on=date(2026, 1, 31),
        by=clerk,
    )
    paid = months(place, "2026-01", "2026-01", "2026-02-10")
    record_payment(person, paid, told("10000", "2026-02-10", number="T-1"), by=clerk)
    Refund.objects.create(
        payment=Payment.objects.get(bill=bill),
        amount=Decimal(4000),
        reason="collected_in_error",
        case=CaseFile.objects.get(subject=person.pk),
        decided_on=date(2026, 6, 10),
        recorded_by=clerk.user,
    )
    row = bills_of(person.pk, date(2026, 6, 10))[0]
    # 6,000 for ten days, 4,000 for 130.
    assert (row.open, row.fee) == (Decimal(4000), Decimal("290.00"))


def test_the_late_fee_of_a_bill_that_is_open(person, place, clerk):
    issue_bill(
        person,
        place,
        "uebmi",
        2026,
        1,
        person_kind="employee",
        amount=Decimal(10000),
        due_on=date(2026, 1, 31),
        by=clerk,
    )
    row = bills_of(person.pk, date(2026, 6, 10))[0]
    assert (row.days, row.fee) == (130, Decimal("650.00"))


def test_a_merge_writes_paid_time_anew_for_the_kept_file(person, place, clerk):
    other = Person.objects.get(pk=submitted(clerk, data(identity(8))).subject)
    row = record_paid_time(other, year(place, 2026, "2025-11-15"), by=clerk)[0]
    post_again(row, person)
    assert coverage_on(person.pk, date(2026, 6, 10)).covered is True
    assert coverage_on(other.pk, date(2026, 6, 10)).reason == "not_paid"
