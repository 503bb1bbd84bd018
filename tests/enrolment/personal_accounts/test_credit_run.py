"""The schedule books each month's credit once, catches up what was paid late, and books nothing where no source gives a rule."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.clocks.models.job_run import JobRun
from casework.models import Event, LedgerTransfer, Payable, Place
from casework.money.models.ledger import ClosedMonth
from casework.money.queries import disagreements
from enrolment.contributions.services.paid_time import paid_months, record_paid_time
from enrolment.models import Bill, Enrolment, PaidTime, Person
from enrolment.personal_accounts.queries.account import account_year
from enrolment.personal_accounts.services import credit_run
from enrolment.personal_accounts.services.credit_run import book_credits, book_lot
from enrolment.personal_accounts.services.credits import book_account_credits
from tests.accounts import at
from tests.builders import SIMING
from tests.enrolment.personal_accounts.conftest import held_for, insured

pytestmark = pytest.mark.django_db
ON, NEXT = date(2026, 6, 10), date(2026, 6, 11)


def run(day: date) -> JobRun | None:
    """A run of a day, as if it had begun on that day."""
    done = book_credits(day)
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 1))
    JobRun.objects.filter(job=credit_run.JOB, for_day=day).update(started_at=moment)
    return done


def base_of(person: Person, month: int, amount: int = 6000) -> None:
    Bill.objects.create(
        person=person,
        scheme="uebmi",
        place=Place.objects.get(code=SIMING),
        person_kind="employee",
        year=2026,
        month=month,
        base=amount,
        amount=500,
    )


def test_twice_is_once_and_an_event_is_left(counter, employee, rule_of_place):
    done = run(ON)
    assert (done.state, done.counts) == (
        "done",
        {"people_read": 1, "credits_booked": 4, "books_closed": 0, "left": 0},
    )
    assert account_year(employee, 2026, ON).closing == Decimal("400.04")
    assert run(ON) is None, "a day is done once"
    assert book_lot([employee.pk], ON)["credits_booked"] == 0, "and whatever runs again books nothing"
    assert LedgerTransfer.objects.count() == 4 and set(disagreements().values()) == {0}
    row = Event.objects.get(verb="book_account_credits")
    assert (row.subject, row.actor, row.facts) == (
        employee.pk,
        None,
        {"months": 4, "from": "2026-01", "until": "2026-04"},
    )


def test_what_the_counter_booked_is_not_booked_again_nor_the_other_way(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    base_of(employee, 5)
    assert run(ON).counts["credits_booked"] == 1
    assert account_year(employee, 2026, ON).open_credits == []


def test_without_a_rule_of_the_place_nobody_is_looked_at(counter, employee):
    assert run(ON).counts == {"left": 0}
    with held_for("350102"):
        assert run(NEXT).counts == {"left": 0}
    assert not LedgerTransfer.objects.exists()


def test_a_month_paid_late_has_its_credit_the_next_day_and_nobody_else_is_read(counter, employee, rule_of_place):
    long_ago, other = timezone.make_aware(datetime(2026, 6, 9)), insured(counter, 4)
    Enrolment.objects.filter(person=other).update(scheme="uebmi", starts_on=date(2026, 1, 1), recorded_at=long_ago)
    PaidTime.objects.create(
        person=other,
        scheme="uebmi",
        place=Place.objects.get(code=SIMING),
        person_kind="employee",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 31),
        recorded_at=long_ago,
    )
    assert run(ON).counts["people_read"] == 2
    base_of(employee, 6)
    done = run(NEXT)
    assert (done.counts["people_read"], done.counts["credits_booked"]) == (1, 1)
    assert account_year(employee, 2026, NEXT).months[-1].booked.booked_on == NEXT
    assert run(date(2026, 7, 1)).counts["people_read"] == 2, "everybody once a month"


def test_of_somebody_who_died_in_between_the_heirs_are_owed_the_months_until_then(counter, employee, rule_of_place):
    counter.recorded(employee, "report_death", "2026-03-20")
    assert run(ON).counts["credits_booked"] == 3
    payable = Payable.objects.get()
    assert (payable.amount, payable.state, payable.account.holder_kind) == (Decimal("300.03"), "held", "heirs")
    assert account_year(Person.objects.get(pk=employee.pk), 2026, ON).closing == 0
    counter.recorded(employee, "take_back_death", reason="report_wrong")
    assert run(NEXT).counts["credits_booked"] == 1, "what came after belongs to her again"


def test_whoever_died_as_no_case_here_says_is_left_to_a_person(counter, employee, rule_of_place):
    Person.objects.filter(pk=employee.pk).update(died_on=date(2026, 3, 20))
    assert run(ON).counts["credits_booked"] == 0 and not LedgerTransfer.objects.exists()


def test_after_a_transfer_each_month_is_booked_where_it_was_paid(counter, employee):
    with held_for(SIMING, "350102"):
        there = Place.objects.get(code="350102")
        record_paid_time(
            employee, paid_months(there, date(2026, 7, 1), date(2026, 7, 1), person_kind="employee"), by=counter.clerk
        )
        base_of(employee, 7)
        assert run(date(2026, 7, 10)).counts["credits_booked"] == 5
    funds = dict.fromkeys(LedgerTransfer.objects.values_list("source__place", "target__place"))
    assert set(funds) == {("350200", "350200"), ("350100", "350100")}


def test_where_the_books_are_closed_it_waits(counter, employee, staff, rule_of_place):
    city = Place.objects.get(code="350200")
    people = {"closed_by": staff("finance_officer").user, "confirmed_by": staff("supervisor").user}
    ClosedMonth.objects.create(place=city, month=date(2026, 6, 1), **people)
    assert run(ON).counts["books_closed"] == 4
    assert not LedgerTransfer.objects.exists()
    assert run(date(2026, 7, 1)).counts["credits_booked"] == 4


def test_what_a_killed_run_booked_stands_and_the_next_goes_on(counter, employee, rule_of_place, monkeypatch):
    others = [insured(counter, number) for number in (4, 6)]
    place = Place.objects.get(code=SIMING)
    for person in others:
        record_paid_time(
            person, paid_months(place, date(2026, 1, 1), date(2026, 1, 1), person_kind="employee"), by=counter.clerk
        )
        base_of(person, 1)
    monkeypatch.setattr(credit_run, "LOT", 1)
    lots, real = [], credit_run.book_lot

    def dies(keys, on):
        lots.append(keys)
        if len(lots) == 2:
            raise InterruptedError
        return real(keys, on)

    monkeypatch.setattr(credit_run, "book_lot", dies)
    with pytest.raises(InterruptedError):
        book_credits(ON)
    before = LedgerTransfer.objects.count()
    assert before and JobRun.objects.get().state == "running" and JobRun.objects.get().counts["left"] == 2
    assert book_credits(ON).state == "done"
    assert LedgerTransfer.objects.count() == 6 and LedgerTransfer.objects.values("key").distinct().count() == 6


def test_a_lot_takes_as_many_queries_for_many_as_for_one(counter, employee, rule_of_place):
    keys, place = [], Place.objects.get(code=SIMING)
    for number in range(4, 14, 2):
        person = insured(counter, number)
        record_paid_time(
            person, paid_months(place, date(2026, 1, 1), date(2026, 3, 1), person_kind="employee"), by=counter.clerk
        )
        for month in (1, 2, 3):
            base_of(person, month)
        keys.append(person.pk)
    with CaptureQueriesContext(connection) as one:
        book_lot([employee.pk], ON)
    with CaptureQueriesContext(connection) as many:
        assert book_lot(keys, ON)["credits_booked"] == 15
    assert len(many) == len(one) <= 18


def test_somebody_in_flexible_employment_is_credited_nothing_and_the_page_says_why(counter, rule_of_place):
    person, place = insured(counter, 4), Place.objects.get(code=SIMING)
    record_paid_time(
        person, paid_months(place, date(2026, 1, 1), date(2026, 1, 1), person_kind="flexible"), by=counter.clerk
    )
    base_of(person, 1)
    run(ON)
    assert [line.credit.why for line in account_year(person, 2026, ON).months] == ["flexible"]
    page = at(counter.clerk).get(reverse("see_account", args=[person.pk]))
    assert page.context["last_run"] == ON and not LedgerTransfer.objects.exists()
