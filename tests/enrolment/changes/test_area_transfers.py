"""Transfers between pooling areas: out with a proof of what was paid, in with the months paid there; never covered in both."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from casework.engine.refusals import Blocked
from casework.models import Place
from casework.money.models.ledger import LedgerTransfer
from casework.money.queries import personal_accounts, trial_balance
from enrolment.changes.services.accounts import holder_of
from enrolment.changes.services.papers import TRANSFER_PROOF, issue_change_paper, papers_offered
from enrolment.contributions.queries.cover import coverage_on, record_of
from enrolment.contributions.queries.strip import cover_strip
from enrolment.contributions.services.paid_time import paid_months, record_paid_time
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.models import CoverPeriod, Enrolment, PaidTime, Person
from enrolment.platform.rules.confirmations import recorded_answer
from tests.builders import SIMING, data, enrolled, identity
from tests.enrolment.changes.test_changes import codes, credit

pytestmark = pytest.mark.django_db
TO = {"area_code": "510100", "area_name": "成都市"}
FROM = TO | {"carried_scheme": "uebmi", "carried_from": date(2023, 3, 1), "carried_until": date(2026, 5, 31)}


@pytest.fixture
def confirmed(today):
    return lambda number="TR-1": recorded_answer(number, today, today=today)


@pytest.fixture
def employee(counter, person):
    """Somebody in the employees' scheme since 10 June 2026, paid for from that month on."""
    row = Enrolment.objects.get(person=person)
    Enrolment.objects.filter(pk=row.pk).update(scheme="uebmi")
    return person


def pay(person, counter, first: date, last: date):
    place = Place.objects.get(code=SIMING)
    rows = paid_months(place, first, last, person_kind="employee", paid_on=first)
    record_paid_time(person, rows, by=counter.clerk)


def test_without_the_confirmation_of_the_platform_nothing_is_recorded(counter, employee, confirmed):
    case = counter.asked(employee, "transfer_out", "2026-06-30", account="kept", **TO)
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["no_confirmation"]
    assert counter.record(case, confirmed()).confirmation == "TR-1"


def test_one_confirmation_is_one_transfer(counter, employee, confirmed):
    other = Person.objects.get(pk=enrolled(counter.clerk, counter.reviewer, data(identity(12))).subject)
    counter.recorded(employee, "transfer_out", "2026-06-30", answer=confirmed(), account="kept", **TO)
    case = counter.asked(other, "transfer_out", "2026-06-30", account="kept", **TO)
    with pytest.raises(Blocked) as blocked:
        counter.record(case, confirmed())
    assert codes(blocked) == ["confirmation_taken"]
    assert enrolment_on(other.pk, date(2026, 7, 1)) is not None, "nothing of it was written"


def test_cover_here_ends_and_the_account_goes_along(counter, employee, confirmed):
    pay(employee, counter, date(2026, 6, 1), date(2026, 12, 1))
    credit(employee, "640.00", counter.clerk)
    change = counter.recorded(employee, "transfer_out", "2026-06-30", answer=confirmed(), account="carried", **TO)
    assert coverage_on(employee.pk, date(2026, 6, 30)).reason != "ended"
    assert coverage_on(employee.pk, date(2026, 7, 1)).covered is False
    sent = LedgerTransfer.objects.get(case=change.case)
    assert (sent.amount, sent.target.kind) == (Decimal("640.00"), "transfer_out")
    assert [one.balance for one in personal_accounts(holder_of(employee), counter.clerk.on)] == [Decimal(0)]
    assert sum(row["held"] for row in trial_balance(counter.clerk.on)) == 0


def test_the_proof_of_cover_certifies_what_was_paid_here_and_before(counter, employee, confirmed):
    pay(employee, counter, date(2026, 6, 1), date(2026, 12, 1))
    change = counter.recorded(employee, "transfer_out", "2026-08-31", answer=confirmed(), account="kept", **TO)
    assert TRANSFER_PROOF in papers_offered(change.case)
    paper = issue_change_paper(change.case, TRANSFER_PROOF, by=counter.reviewer, on=counter.reviewer.on)
    (stretch,) = paper.facts["stretches"]
    assert (stretch["first"], stretch["last"], stretch["months"]) == ("2026-06-01", "2026-08-31", 3)
    assert paper.facts["sums"][0]["months"] == 3 and paper.facts["confirmation"] == "TR-1"
    again = issue_change_paper(change.case, TRANSFER_PROOF, by=counter.reviewer, on=counter.reviewer.on)
    assert again.pk == paper.pk, "nothing changed: it is the same paper"


def test_months_paid_there_close_the_gap_here(counter, employee, confirmed):
    """Whoever was paid for there until the month before goes on without a wait; without those months she would begin anew."""
    pay(employee, counter, date(2026, 6, 1), date(2026, 12, 1))
    counter.recorded(employee, "transfer_in", answer=confirmed(), **FROM)
    rows = PaidTime.objects.known().filter(person=employee, elsewhere="510100").order_by("starts_on")
    assert [(row.starts_on, row.ends_on) for row in rows] == [
        (date(2023, 3, 1), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 5, 31)),
    ]
    answer = coverage_on(employee.pk, date(2026, 6, 15))
    assert (answer.covered, answer.reason) == (True, "continues")
    assert ("no_gap", {}) in answer.explanation


def test_cover_there_is_not_claimed_to_be_known_here(counter, employee, confirmed):
    """Which days were covered there, the rules of that place say; where no source gives them the answer is no source."""
    pay(employee, counter, date(2026, 6, 1), date(2026, 12, 1))
    counter.recorded(
        employee, "transfer_in", answer=confirmed(), **(FROM | {"area_code": "620100", "area_name": "兰州市"})
    )
    answer = coverage_on(employee.pk, date(2026, 4, 15))
    assert answer.covered is None and answer.reason == "no_source"
    strip = cover_strip(record_of(employee.pk), date(2026, 6, 10))
    assert strip[0].months[3].state == "enrolled" and strip[0].months[6].state == "paid"


def test_nobody_is_covered_there_and_here_at_once(counter, employee, confirmed):
    pay(employee, counter, date(2026, 6, 1), date(2026, 12, 1))
    with pytest.raises(Blocked) as blocked:
        counter.asked(employee, "transfer_in", **(FROM | {"carried_until": date(2026, 6, 30)}))
    assert codes(blocked) == ["carried_not_over"]
    counter.recorded(employee, "transfer_in", answer=confirmed(), **FROM)
    with pytest.raises(IntegrityError), transaction.atomic():
        pay_again = PaidTime(
            person=employee,
            scheme="uebmi",
            place_id=SIMING,
            person_kind="employee",
            starts_on=date(2026, 5, 1),
            ends_on=date(2026, 5, 31),
        )
        pay_again.save(force_insert=True)
    with pytest.raises(Blocked) as blocked:
        counter.asked(employee, "transfer_in", **FROM)
    assert codes(blocked) == ["covered_here_then"], "the same months are not brought twice"


def test_the_amount_brought_along_is_credited_once(counter, employee, confirmed):
    counter.recorded(employee, "transfer_in", answer=confirmed(), carried_amount=Decimal("512.30"), **FROM)
    assert [one.balance for one in personal_accounts(holder_of(employee), counter.clerk.on)] == [Decimal("512.30")]
    assert LedgerTransfer.objects.get().source.kind == "transfer_in"


def test_residents_years_paid_elsewhere_count_and_are_no_cover_of_ours(counter, person, confirmed):
    there = FROM | {
        "carried_scheme": "urrbmi",
        "carried_from": date(2024, 1, 1),
        "carried_until": date(2025, 12, 31),
    }
    counter.recorded(person, "transfer_in", answer=confirmed(), **there)
    assert list(PaidTime.objects.filter(person=person).order_by("year").values_list("year", flat=True)) == [2024, 2025]
    write_year(2025)
    assert not CoverPeriod.objects.filter(person=person).exists()


def test_months_elsewhere_name_no_place_of_ours(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        PaidTime.objects.create(
            person=person,
            scheme="uebmi",
            place_id=SIMING,
            elsewhere="510100",
            person_kind="employee",
            starts_on=date(2020, 1, 1),
            ends_on=date(2020, 1, 31),
        )


def test_out_and_in_again(counter, employee, confirmed):
    """Somebody leaves for Chengdu, comes back, is enrolled anew, and brings the months paid there: no day is covered twice."""
    pay(employee, counter, date(2026, 6, 1), date(2026, 6, 1))
    counter.recorded(employee, "transfer_out", "2026-06-10", answer=confirmed("OUT-1"), account="kept", **TO)
    assert enrolment_on(employee.pk, date(2026, 6, 11)) is None
    later = type(counter.clerk)(counter.clerk.user, counter.clerk.appointment, date(2027, 3, 10))
    counter.clerk = later
    counter.reviewer = type(later)(counter.reviewer.user, counter.reviewer.appointment, date(2027, 3, 10))
    Enrolment.objects.create(person=employee, scheme="uebmi", office=employee.home_office, starts_on=date(2027, 3, 1))
    months = {"carried_scheme": "uebmi", "carried_from": date(2026, 7, 1), "carried_until": date(2027, 2, 28)}
    counter.recorded(
        employee,
        "transfer_in",
        answer=recorded_answer("IN-1", date(2027, 3, 9), today=date(2027, 3, 10)),
        **TO,
        **months,
    )
    rows = list(PaidTime.objects.known().filter(person=employee).order_by("starts_on"))
    assert all(before.ends_on < after.starts_on for before, after in pairwise(rows))
    assert [row.elsewhere for row in rows] == ["", "510100", "510100"]
