"""Retirement, assistance, unemployment, a recognised disease: facts of a person with their time and their proof."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import Deadline, Event, IssuedPaper, Place
from enrolment.changes.services import recording
from enrolment.changes.services.papers import CHANGE_RECEIPT, issue_change_paper
from enrolment.contributions.queries.cover import coverage_on, record_of
from enrolment.contributions.services.paid_time import paid_months, record_paid_time
from enrolment.duplicates.table import entry_of
from enrolment.models import Enrolment, EnrolmentChange, Person, Standing
from enrolment.persons.queries.standings import standings_of
from tests.accounts import at
from tests.builders import SIMING, data, identity, op, submitted
from tests.enrolment.changes.test_changes import codes

pytestmark = pytest.mark.django_db
DISEASE = "高血压Ⅲ期"
ALL = ("identity_document", "diagnosis", "proof_of_retirement", "assistance_list")


def step(officer, case) -> dict:
    case.refresh_from_db()
    return {"by": officer, "on": officer.on, "seen": case.version, "op": op()}


@pytest.fixture
def employee(counter, person):
    Enrolment.objects.filter(person=person).update(scheme="uebmi", starts_on=date(2026, 1, 1))
    months = paid_months(
        Place.objects.get(code=SIMING), date(2026, 1, 1), date(2026, 6, 1), person_kind="employee", paid_on=None
    )
    record_paid_time(person, months, by=counter.clerk)
    return person


def test_a_retirement_is_told_to_the_rules_of_cover(counter, employee):
    counter.recorded(employee, "retire", "2026-07-01", papers=ALL, months=312, actual_months=300)
    row = Standing.objects.get(person=employee)
    assert (row.kind, row.starts_on, row.ends_on, row.months) == ("retired", date(2026, 7, 1), None, 312)
    retired = record_of(employee.pk).retired
    assert (retired.on, retired.months, retired.actual_months) == (date(2026, 7, 1), 312, 300)
    answer = coverage_on(employee.pk, date(2026, 9, 1))
    # How many years Xiamen asks for no source says: the answer is no source, and neither covered nor not.
    assert (answer.covered, answer.reason, answer.missing) == (None, "no_source", "required_years")
    assert coverage_on(employee.pk, date(2026, 6, 30)).missing == "employee_wait", "the months before ask another term"


def test_what_was_known_before_the_retirement_was_recorded_can_be_read(counter, employee):
    before = timezone.now()
    counter.recorded(employee, "retire", "2026-07-01", papers=ALL, months=312)
    assert coverage_on(employee.pk, date(2026, 9, 1), known_at=before).reason == "not_paid"


def test_nobody_retires_twice_or_from_the_residents_scheme(counter, employee):
    counter.recorded(employee, "retire", "2026-07-01", papers=ALL, months=312)
    with pytest.raises(Blocked) as blocked:
        counter.asked(employee, "retire", "2026-08-01", papers=ALL, months=312)
    assert codes(blocked) == ["stands_already"]


@pytest.mark.parametrize(("act", "kind"), [("list_assistance", "assistance"), ("draw_unemployment", "unemployment")])
def test_what_holds_for_a_term_ends_with_it_and_is_renewed(counter, person, act, kind):
    counter.recorded(person, act, "2026-06-10", papers=ALL, ends_on=date(2026, 12, 31))
    with pytest.raises(Blocked) as blocked:
        counter.asked(person, act, "2026-12-31", papers=ALL, ends_on=date(2027, 6, 30))
    assert codes(blocked) == ["stands_already"]
    counter.recorded(person, act, "2027-01-01", papers=ALL, ends_on=date(2027, 6, 30))
    assert [(row.kind, row.starts_on) for row in standings_of(person.pk)] == [
        (kind, date(2027, 1, 1)),
        (kind, date(2026, 6, 10)),
    ]


def recognition(counter, person, **more):
    return counter.asked(
        person, "recognise_disease", "2026-06-10", papers=ALL, ends_on=date(2028, 6, 9), detail=DISEASE, **more
    )


def test_a_disease_is_recognised_after_the_experts_by_somebody_else(counter, person, staff):
    case = recognition(counter, person)
    assert not Deadline.objects.filter(case=case).exists(), "no source gives a limit, so none is counted"
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["opinion_missing"]
    expert = staff("reviewer", number=2)
    recording.assess_change(case.pk, opinion_on=date(2026, 6, 10), favours=True, **step(expert, case))
    case.refresh_from_db()
    with pytest.raises(Blocked) as blocked:
        recording.record_change(case.pk, None, **step(expert, case))
    assert codes(blocked) == ["other_duty"], "who brought the opinion does not decide on it"
    counter.record(case)
    row = Standing.objects.get(person=person)
    assert (row.kind, row.ends_on, row.detail.open_for_work()) == ("disease", date(2028, 6, 9), DISEASE)


def test_what_the_experts_refused_is_declined_and_never_recorded(counter, person, staff):
    case = recognition(counter, person)
    recording.assess_change(
        case.pk, opinion_on=date(2026, 6, 10), favours=False, **step(staff("reviewer", number=2), case)
    )
    case.refresh_from_db()
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["experts_against"]
    assert recording.decline_change(case.pk, "experts_against", **step(counter.reviewer, case)).state == "declined"
    assert not Standing.objects.exists()


@pytest.mark.parametrize("met", [date(2026, 6, 11), date(2026, 6, 9)])
def test_experts_meet_between_the_papers_and_today(counter, person, met):
    case = recognition(counter, person)
    with pytest.raises(Blocked) as blocked:
        recording.assess_change(case.pk, opinion_on=met, favours=True, **step(counter.reviewer, case))
    assert codes(blocked) == ["opinion_day"]


def test_experts_are_asked_only_about_what_they_judge(counter, person):
    case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    with pytest.raises(Blocked) as blocked:
        recording.assess_change(case.pk, opinion_on=date(2026, 6, 10), favours=True, **step(counter.reviewer, case))
    assert codes(blocked) == ["no_experts"]


def test_which_disease_stands_in_no_history_no_paper_and_no_readable_column(counter, person, staff):
    case = recognition(counter, person)
    recording.assess_change(
        case.pk, opinion_on=date(2026, 6, 10), favours=True, **step(staff("reviewer", number=2), case)
    )
    case.refresh_from_db()
    counter.record(case)
    paper = issue_change_paper(case, CHANGE_RECEIPT, by=counter.reviewer, on=counter.reviewer.on)
    said = [*Event.objects.values_list("facts", flat=True), paper.facts, *IssuedPaper.objects.values_list("facts")]
    assert DISEASE not in str(said)
    change = EnrolmentChange.objects.get(case=case)
    assert DISEASE not in str(change.detail) and DISEASE not in str(Standing.objects.get().detail)
    client = at(counter.clerk)
    assert DISEASE not in client.get(reverse("see_person", args=[person.pk])).content.decode()
    assert DISEASE in client.get(reverse("see_case", args=[case.pk])).content.decode()


def test_rows_stand_as_recorded_and_one_kind_once(counter, person):
    counter.recorded(person, "list_assistance", "2026-06-10", papers=ALL, ends_on=date(2026, 12, 31))
    row = Standing.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Standing.objects.filter(pk=row.pk).update(ends_on=date(2030, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(
            person=person, kind="assistance", starts_on=date(2026, 12, 1), ends_on=date(2027, 1, 1), case=row.case
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(person=person, kind="assistance", starts_on=date(2027, 12, 1), case=row.case)


def test_a_merge_leaves_what_would_hold_twice(counter, person):
    other = Person.objects.get(pk=submitted(counter.clerk, data(identity(12))).subject)
    may_move = entry_of("enrolment.Standing.person").may_move
    counter.recorded(person, "list_assistance", "2026-06-10", papers=ALL, ends_on=date(2026, 12, 31))
    assert may_move(person, other)
    case = Standing.objects.get().case
    Standing.objects.create(
        person=other, kind="assistance", starts_on=date(2026, 12, 31), ends_on=date(2027, 1, 1), case=case
    )
    assert not may_move(person, other)


def test_the_form_asks_for_the_months_and_says_what_is_wrong_with_them(counter, employee):
    address = reverse("open_change", args=[employee.pk, "retire"])
    typed = {"takes_effect_on": "2026-07-01", "months": "300", "actual_months": "301", "received_on": "2026-06-10"}
    answer = at(counter.clerk).post(address, typed)
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"actual_months"}
