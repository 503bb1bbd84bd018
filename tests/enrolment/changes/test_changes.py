"""Suspend, resume, end, change the scheme: asked for by one, recorded by another, cover superseded and never changed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import Answer, Deadline, Event, Place
from casework.money.models.payments import Payable
from casework.money.queries import disagreements, personal_accounts, pooling_area, trial_balance
from casework.money.services.ledger import account_of, book
from enrolment.changes.rules.acts import table
from enrolment.changes.services import recording
from enrolment.changes.services.accounts import holder_of
from enrolment.contributions.queries.cover import coverage_on, covers_of, record_of
from enrolment.contributions.queries.strip import cover_strip, next_date
from enrolment.contributions.services.paid_time import paid_months, paid_year, record_paid_time
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.models import CodeActivation, CoverPeriod, Enrolment, EnrolmentChange, Person
from tests.builders import JIMEI, SIMING, op

pytestmark = pytest.mark.django_db


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def paid(person, counter, number=2026):
    place = Place.objects.get(code=SIMING)
    year = paid_year(place, number, person_kind="adult", paid_on=date(number - 1, 10, 5))
    record_paid_time(person, year, by=counter.clerk)


def covered(person, *days: str) -> list[bool | None]:
    return [coverage_on(person.pk, date.fromisoformat(day)).covered for day in days]


def test_cover_stops_when_suspended_and_goes_on_when_resumed(counter, person):
    paid(person, counter)
    assert covered(person, "2026-06-30", "2026-07-01", "2026-09-01") == [True, True, True]
    counter.recorded(person, "suspend", "2026-07-01", reason="stopped_work")
    assert covered(person, "2026-06-30", "2026-07-01", "2026-09-01") == [True, False, False]
    assert coverage_on(person.pk, date(2026, 7, 1)).reason == "suspended"
    counter.recorded(person, "resume", "2026-08-15")
    assert covered(person, "2026-07-01", "2026-08-14", "2026-08-15", "2026-09-01") == [False, False, True, True]
    assert enrolment_on(person.pk, date(2026, 7, 15)) is not None, "the enrolment itself stood all the time"


def test_a_suspension_taken_back_from_its_first_day_never_was(counter, person):
    paid(person, counter)
    counter.recorded(person, "suspend", "2026-07-01", reason="away")
    counter.recorded(person, "resume", "2026-07-01")
    assert covered(person, "2026-07-01") == [True]
    assert person.cover_stops.filter(superseded_at=None).count() == 0


def test_the_enrolment_ends_with_the_last_day_and_what_was_known_before_can_be_read(counter, person):
    paid(person, counter)
    row = Enrolment.objects.get(person=person)
    before = timezone.now()
    change = counter.recorded(person, "end", "2026-06-30", reason="left_place", account="kept")
    row.refresh_from_db()
    assert row.superseded_at is not None and row.ends_on is None, "what was recorded is superseded, not changed"
    assert covered(person, "2026-06-30", "2026-07-01") == [True, False]
    assert coverage_on(person.pk, date(2026, 7, 1)).reason == "ended"
    assert coverage_on(person.pk, date(2026, 7, 1), known_at=before).covered is True
    assert change.before["enrolments"][0]["until"] == "" and change.after["enrolments"][0]["until"] == "2026-06-30"
    assert enrolment_on(person.pk, date(2026, 7, 1)) is None


def test_the_yearly_cover_says_the_same_and_the_yearly_run_does_not_undo_it(counter, person):
    paid(person, counter)
    write_year(2026)
    assert CoverPeriod.objects.known().get(person=person).ends_on == date(2026, 12, 31)
    counter.recorded(person, "end", "2026-06-30", reason="left_place", account="kept")
    assert CoverPeriod.objects.known().get(person=person).ends_on == date(2026, 6, 30)
    write_year(2026)
    assert CoverPeriod.objects.known().get(person=person).ends_on == date(2026, 6, 30)


def test_a_year_paid_ahead_ends_with_the_enrolment_and_one_paid_afterwards_does_not(counter, person):
    paid(person, counter)
    place = Place.objects.get(code=SIMING)
    ahead = paid_year(place, 2027, person_kind="adult", paid_on=date(2026, 6, 5))
    record_paid_time(person, ahead, by=counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="kept")
    assert covered(person, "2026-06-30", "2026-07-01", "2027-03-01") == [True, False, False]
    record = record_of(person.pk)
    assert [(cover.from_ and cover.from_.year, cover.until) for _row, cover in covers_of(record)] == [
        (2026, date(2026, 6, 30)),
        (None, None),
    ]
    strips = cover_strip(record, date(2027, 2, 1))[:2]
    assert [[month.state for month in year.months] for year in strips] == [["none"] * 12, ["paid"] * 6 + ["none"] * 6]
    following = next_date(record, coverage_on(person.pk, date(2027, 1, 1)), date(2026, 12, 1))
    assert following is None or following.text != "cover begins"
    later = paid_year(place, 2028, person_kind="adult", paid_on=date(2027, 10, 5))
    record_paid_time(person, later, by=counter.clerk)
    assert covered(person, "2027-03-01", "2028-05-01") == [False, True]


def test_one_scheme_ends_the_day_before_the_other_begins(counter, person):
    counter.recorded(person, "change_scheme", "2026-08-01")
    rows = Enrolment.objects.filter(person=person, superseded_at=None).order_by("starts_on")
    assert [(row.scheme, row.starts_on, row.ends_on) for row in rows] == [
        ("urrbmi", date(2026, 6, 10), date(2026, 7, 31)),
        ("uebmi", date(2026, 8, 1), None),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(person=person, scheme="urrbmi", office=person.home_office, starts_on=date(2026, 9, 1))


ACTS = [
    ("suspend", {"reason": "away"}, "2026-06-25"),
    ("end", {"reason": "left_place", "account": "kept"}, "2026-06-25"),
    ("transfer_out", {"account": "kept", "area_code": "350100", "area_name": "福州市"}, "2026-06-25"),
    (
        "transfer_in",
        {
            "area_code": "510100",
            "area_name": "成都市",
            "carried_scheme": "uebmi",
            "carried_from": date(2025, 1, 1),
            "carried_until": date(2026, 5, 31),
        },
        "2026-06-17",
    ),
]


@pytest.mark.parametrize(("act", "more", "due"), ACTS)
def test_the_clock_is_that_of_the_act(counter, person, act, more, due):
    """Ten working days, five to take a relation over; 19 June 2026 is a holiday."""
    case = counter.asked(person, act, "2026-06-30" if act != "transfer_in" else "", **more)
    clock = Deadline.objects.get(case=case)
    assert (clock.rule, clock.legal_on.isoformat()) == (table().acts[act].limit, due)
    case.refresh_from_db()
    assert case.due_on == clock.legal_on and case.assigned_to == counter.clerk.user


def test_to_report_the_end_is_a_duty_of_others_and_no_clock_of_the_office(counter, person):
    case = counter.asked(person, "end", "2026-06-10", reason="left_place", account="kept")
    change = EnrolmentChange.objects.get(case=case)
    assert change.report_due_on == date(2026, 7, 9), "twenty working days from the day it happened"
    assert [clock.rule for clock in Deadline.objects.filter(case=case)] == ["enrolment.change_limit"]
    suspended = counter.asked(person, "suspend", "2026-06-10", reason="away")
    assert EnrolmentChange.objects.get(case=suspended).report_due_on is None


def test_what_is_recorded_stops_the_clock_and_is_told_to_whoever_asked(counter, person):
    change = counter.recorded(person, "suspend", "2026-07-01", reason="away")
    clock = Deadline.objects.get(case=change.case)
    assert (clock.stopped_on, clock.stop_reason) == (counter.reviewer.on, "record_change")
    answer = Answer.objects.get(case=change.case)
    assert (answer.verb, answer.officer) == ("record_change", counter.clerk.user)
    assert Event.objects.filter(case=change.case, verb="record_change", subject=person.pk).count() == 1


def test_nobody_records_what_she_asked_for_herself(counter, person, staff):
    case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    counter.reviewer = type(counter.clerk)(counter.clerk.user, staff("reviewer").appointment, counter.clerk.on)
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["own_request"] and not person.cover_stops.exists()


@pytest.mark.parametrize(("role", "office"), [("counter_clerk", SIMING), ("supervisor", SIMING), ("auditor", SIMING)])
def test_only_a_reviewer_records(counter, person, staff, role, office):
    case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    counter.reviewer = staff(role, office, 2)
    with pytest.raises(PermissionDenied):
        counter.record(case)


def test_another_office_neither_asks_nor_knows(counter, person, staff):
    counter.clerk = staff("counter_clerk", JIMEI)
    with pytest.raises(Person.DoesNotExist):
        counter.asked(person, "suspend", "2026-07-01", reason="away")


@pytest.mark.parametrize(
    ("act", "more", "papers", "missing"),
    [
        ("suspend", {"reason": "away"}, (), True),
        ("suspend", {"reason": "away"}, ("identity_document",), False),
        ("report_death", {}, ("identity_document",), True),
        ("report_death", {}, ("identity_document", "proof_of_death"), False),
        ("end", {"reason": "left_mainland", "account": "kept"}, ("identity_document",), False),
        ("end", {"reason": "left_mainland", "account": "paid_out"}, ("identity_document",), True),
        ("end", {"reason": "left_mainland", "account": "paid_out"}, ("identity_document", "pay_out_request"), False),
    ],
)
def test_nothing_is_recorded_without_the_papers_of_its_act(counter, person, act, more, papers, missing):
    case = counter.asked(person, act, "2026-06-10", papers=papers, **more)
    if not missing:
        assert counter.record(case).state == "recorded"
        return
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["papers_missing"]


WRONG = [
    ("suspend", {}, ["reason_missing"]),
    ("suspend", {"reason": "left_mainland"}, ["reason_missing"]),
    ("end", {"reason": "left_place"}, ["account_missing"]),
    ("end", {}, ["reason_missing", "account_missing"]),
    ("end", {"reason": "left_place", "account": "paid_out"}, ["no_pay_out"]),
    ("end", {"reason": "left_place", "account": "carried"}, ["account_missing"]),
    ("fly", {}, ["no_such_act"]),
    ("resume", {}, ["not_suspended"]),
]


@pytest.mark.parametrize(("act", "more", "expected"), WRONG)
def test_what_cannot_be_asked_for_is_refused_and_nothing_is_written(counter, person, act, more, expected):
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, act, "2026-06-30", **more)
    assert codes(blocked) == expected and not EnrolmentChange.objects.exists()


def test_one_request_of_an_act_at_a_time(counter, person):
    counter.asked(person, "suspend", "2026-07-01", reason="away")
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, "suspend", "2026-07-02", reason="away")
    assert codes(blocked) == ["asked_already"]
    counter.asked(person, "end", "2026-07-02", reason="left_place", account="kept")


def test_what_another_case_changed_meanwhile_is_seen_when_it_is_recorded(counter, person):
    first = counter.asked(person, "suspend", "2026-07-01", reason="away")
    second = counter.asked(person, "end", "2026-06-20", reason="left_place", account="kept")
    counter.record(second)
    with pytest.raises(Blocked) as blocked:
        counter.record(first)
    assert codes(blocked) == ["not_enrolled_that_day"] and not person.cover_stops.exists()


def test_a_declined_or_withdrawn_request_changes_nothing_and_may_be_asked_again(counter, person):
    stood = Enrolment.objects.get(person=person, superseded_at=None)
    case = counter.asked(person, "end", "2026-06-20", reason="left_place", account="kept")
    step = {"by": counter.reviewer, "on": counter.reviewer.on, "seen": case.version, "op": op()}
    with pytest.raises(Blocked):
        recording.decline_change(case.pk, "bored", **step)
    assert recording.decline_change(case.pk, "facts_not_proven", **step).state == "declined"
    assert Answer.objects.get(case=case).reason == "facts_not_proven"
    again = counter.asked(person, "end", "2026-06-20", reason="left_place", account="kept")
    step = {"by": counter.clerk, "on": counter.clerk.on, "seen": again.version, "op": op()}
    assert recording.withdraw_change(again.pk, **step).state == "withdrawn"
    assert not Deadline.objects.filter(stopped_on=None).exists()
    stood.refresh_from_db()
    assert stood.superseded_at is None


def test_what_was_asked_for_stands(counter, person):
    case = counter.asked(person, "end", "2026-06-20", reason="left_place", account="kept")
    with pytest.raises(DatabaseError), transaction.atomic():
        EnrolmentChange.objects.filter(case=case).update(takes_effect_on=date(2026, 6, 1))


def credit(person, amount: str, by):
    area = pooling_area(person.home_office)
    target = account_of("personal_account", area, holder=holder_of(person))
    source = account_of("contributions", area, scheme="uebmi")
    book(f"credit {person.pk}", source, target, Decimal(amount), purpose="credit", on=by.on, by=by)


def test_whoever_leaves_the_mainland_is_owed_the_account_once_and_the_code_goes_with_it(counter, person, staff):
    credit(person, "1234.56", counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="paid_out")
    payable = Payable.objects.get()
    assert (payable.amount, payable.state, payable.purpose) == (Decimal("1234.56"), "open", "account_paid_out")
    assert [one.balance for one in personal_accounts(holder_of(person), counter.clerk.on)] == [Decimal(0)]
    assert sum(row["held"] for row in trial_balance(counter.clerk.on)) == 0
    assert disagreements() == dict.fromkeys(disagreements(), 0)


def test_a_kept_account_stays_where_it_is(counter, person):
    credit(person, "10.00", counter.clerk)
    counter.recorded(person, "end", "2026-06-30", reason="left_mainland", account="kept")
    assert [one.balance for one in personal_accounts(holder_of(person), counter.clerk.on)] == [Decimal("10.00")]
    assert not Payable.objects.exists() and not CodeActivation.objects.exists()


def test_somebody_who_is_paid_for_but_nowhere_enrolled_is_not_covered_after_her_last_day(counter, person):
    """Months of the employees' scheme without an enrolment in it, as a file of the tax authority may leave them."""
    place = Place.objects.get(code=SIMING)
    rows = paid_months(place, date(2026, 6, 1), date(2026, 12, 1), person_kind="employee", paid_on=date(2026, 6, 5))
    record_paid_time(person, rows, by=counter.clerk)
    counter.recorded(person, "end", "2026-08-31", reason="left_place", account="kept")
    assert coverage_on(person.pk, date(2026, 9, 1)).covered is False
