"""A hire from report to close: which day starts the clock, what closes it, what stays on the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import Deadline, Event, Notice
from enrolment.applications.services import applications, enrolments, refusals
from enrolment.applications.services.applications import FieldAnswer
from enrolment.hires.services import hire_corrections, hires
from enrolment.hires.services.hire_clock import current_clock, is_late
from enrolment.hires.services.hire_corrections import Start
from enrolment.hires.services.hires import FindingData
from enrolment.models import Employer, Hire
from tests.builders import (
    NOT_PROVEN,
    data,
    employer,
    hire_data,
    hired,
    identity,
    op,
    platform_record,
    scanned,
    submitted,
    uscc,
)

pytestmark = pytest.mark.django_db
STARTED = date(2026, 6, 1)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


@pytest.fixture
def supervisor(staff):
    return staff("supervisor")


def with_proof(case, by):
    return scanned(case, by, "proof_of_finding")


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


def application_of(at, **changes):
    return data(
        identity(**changes), path="employed", employer_uscc=at.uscc, employer_name=at.name, work_began_on=STARTED
    )


def test_a_taiwan_resident_s_clock_starts_with_work(clerk):
    case = hired(clerk, document_handled_on=date(2026, 6, 5))
    clock = current_clock(case)
    assert (clock.started_on, clock.nominal_on, clock.legal_on) == (STARTED, date(2026, 7, 1), date(2026, 7, 1))
    assert case.due_on == date(2026, 7, 1)
    assert case.reference.startswith("350203-HR-2026-")
    assert case.hire.document_handled_on == date(2026, 6, 5)


def test_a_foreign_national_s_clock_starts_with_the_document(clerk):
    case = hired(clerk, kind="passport", number="E12345678", document_handled_on=date(2026, 6, 5))
    assert current_clock(case).started_on == date(2026, 6, 5)
    assert "Order 16" in current_clock(case).source
    assert case.hire.work_began_on == STARTED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "passport", "number": "E12345678"}, "document_day_missing"),
        ({"kind": "mainland_id", "number": "350203199001011234"}, "no_clock"),
        ({"work_began_on": date(2026, 6, 11)}, "not_yet"),
        ({"work_began_on": date(2011, 6, 30)}, "no_rule"),
    ],
)
def test_what_is_refused_writes_nothing(clerk, changes, code):
    at = employer(clerk)
    with pytest.raises(Blocked) as blocked:
        hired(clerk, at, **changes)
    assert code in codes(blocked)
    assert not Hire.objects.exists() and not Notice.objects.exists() and not Deadline.objects.exists()


def test_the_same_person_twice_at_one_employer_is_refused_and_at_another_is_not(clerk):
    at = employer(clerk)
    first = hired(clerk, at)
    with pytest.raises(Blocked) as blocked:
        hired(clerk, at)
    assert codes(blocked) == {"open_hire"}
    assert first.reference in str(blocked.value.reasons[0].text)
    assert hired(clerk, employer(clerk, 2)).pk


def test_the_database_refuses_a_second_open_hire_by_any_path(clerk):
    case = hired(clerk)
    other = hired(clerk, case.hire.employer, sequence=4)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enrolment_hire SET number_hash = (SELECT number_hash FROM enrolment_hire WHERE case_id = %s)"
            " WHERE case_id = %s",
            [case.pk, other.pk],
        )


def test_a_corrected_start_keeps_the_old_dates_and_says_why(clerk):
    case = hired(clerk)
    start = Start(date(2026, 5, 20), None, "contract shows 20 May")
    case = hire_corrections.correct_start(case.pk, start, by=clerk, on=clerk.on, seen=case.version, op=op())
    old, new = case.deadlines.order_by("pk")
    assert old.superseded_by == new
    assert (old.legal_on, new.legal_on) == (date(2026, 7, 1), date(2026, 6, 22))
    assert case.due_on == date(2026, 6, 22)
    event = Event.objects.get(case=case, verb="correct_start")
    assert event.facts == {
        "old_work_began_on": "2026-06-01",
        "new_work_began_on": "2026-05-20",
        "reason": "contract shows 20 May",
    }


def test_the_application_stops_the_clock_on_the_day_it_was_received(clerk, reviewer):
    """Article 58 asks the employer to apply within 30 days, not the office to have finished."""
    at = employer(clerk)
    case = hired(clerk, at)
    application = submitted(clerk, application_of(at))
    case.refresh_from_db()
    assert (case.state, case.hire.application_id) == ("applied", application.pk)
    assert current_clock(case).stopped_on == application.received_on
    answers = [FieldAnswer(field, True) for field in applications.fields_to_check(application.enrolment_application)]
    later = clerk.on + timedelta(days=40)
    application = applications.verify_documents(
        application.pk, answers, originals_seen=True, by=reviewer, on=later, seen=application.version, op=op()
    )
    enrolments.enrol(application.pk, platform_record(), by=reviewer, on=later, seen=application.version, op=op())
    case.refresh_from_db()
    assert (case.state, case.hire.registered_on, case.is_open) == ("registered", later, False)
    assert not is_late(current_clock(case), later)


def test_a_refused_application_lets_the_clock_run_on(clerk, reviewer):
    at = employer(clerk)
    case = hired(clerk, at)
    application = submitted(clerk, application_of(at))
    late = date(2026, 7, 20)
    refusals.refuse(application.pk, NOT_PROVEN, by=reviewer, on=late, seen=application.version, op=op())
    case.refresh_from_db()
    clock = current_clock(case)
    assert (case.state, clock.stopped_on, clock.legal_on) == ("awaiting", None, date(2026, 7, 1))
    assert is_late(clock, late)
    told = Notice.objects.filter(case=case, skipped="").values_list("stage", flat=True)
    assert set(told) == {"overdue", "escalation"}


def test_a_hire_reported_while_the_application_is_under_way_waits_for_the_office(clerk):
    at = employer(clerk)
    application = submitted(clerk, application_of(at))
    case = hired(clerk, at)
    case.refresh_from_db()
    assert (case.state, case.hire.application_id) == ("applied", application.pk)


def test_an_application_for_another_employer_changes_nothing(clerk):
    case = hired(clerk, employer(clerk))
    submitted(clerk, application_of(employer(clerk, 2)))
    case.refresh_from_db()
    assert case.state == "awaiting"


def test_a_person_registered_by_this_employer_needs_no_hire(clerk, reviewer):
    at = employer(clerk)
    from tests.builders import enrolled

    enrolled(clerk, reviewer, application_of(at))
    with pytest.raises(Blocked) as blocked:
        hired(clerk, at)
    assert codes(blocked) == {"registered_already"}


@pytest.mark.parametrize(
    ("left_on", "on", "late"),
    [(date(2026, 7, 1), date(2026, 7, 1), False), (date(2026, 7, 2), date(2026, 7, 20), True)],
)
def test_leaving_stops_reminders_and_a_lateness_reached_stays(clerk, left_on, on, late):
    case = hired(clerk)
    case = hire_corrections.record_leaving(case.pk, left_on, by=clerk, on=on, seen=case.version, op=op())
    assert (case.state, case.is_open, case.due_on) == ("left", False, None)
    assert is_late(current_clock(case), on) is late


def test_a_finding_needs_proof_and_a_second_person(clerk, reviewer):
    case = hired(clerk)
    finding = FindingData("not_employed_here", "never signed")
    with pytest.raises(Blocked) as blocked:
        hires.propose_finding(case.pk, finding, by=clerk, on=clerk.on, seen=case.version, op=op())
    assert codes(blocked) == {"no_proof"}
    with_proof(case, clerk)
    case = hires.propose_finding(case.pk, finding, by=clerk, on=clerk.on, seen=case.version, op=op())
    assert (case.state, case.on_work_list, case.due_on) == ("finding_proposed", True, date(2026, 7, 1))
    with pytest.raises(PermissionDenied):
        hires.confirm_finding(case.pk, by=clerk, on=clerk.on, seen=case.version, op=op())
    done = hires.confirm_finding(case.pk, by=reviewer, on=clerk.on, seen=case.version, op=op())
    assert (done.state, done.is_open) == ("no_duty", False)
    assert current_clock(done).stop_reason == "no_duty"


def test_a_reviewer_who_proposed_cannot_confirm(clerk, reviewer):
    case = hired(clerk)
    with_proof(case, reviewer)
    finding = FindingData("not_employed_here", "never signed")
    case = hires.propose_finding(case.pk, finding, by=reviewer, on=clerk.on, seen=case.version, op=op())
    with pytest.raises(Blocked) as blocked:
        hires.confirm_finding(case.pk, by=reviewer, on=clerk.on, seen=case.version, op=op())
    assert codes(blocked) == {"other_duty"}


def test_a_rejected_finding_leaves_no_trace_on_the_clock(clerk, reviewer):
    case = hired(clerk)
    with_proof(case, clerk)
    case = hires.propose_finding(
        case.pk, FindingData("not_employed_here", "x"), by=clerk, on=clerk.on, seen=case.version, op=op()
    )
    case = hires.reject_finding(case.pk, "contract found " * 30, by=reviewer, on=clerk.on, seen=case.version, op=op())
    assert (case.state, current_clock(case).stopped_on) == ("awaiting", None)
    # The history keeps so much of the reason.
    assert Event.objects.get(case=case, verb="reject_finding").facts["reason"] == ("contract found " * 30)[:300]


def test_entered_twice_names_the_other_entry(clerk):
    at = employer(clerk)
    first = hired(clerk, at)
    hire_corrections.record_leaving(first.pk, STARTED, by=clerk, on=clerk.on, seen=first.version, op=op())
    second = hired(clerk, at)
    with_proof(second, clerk)
    wrong = FindingData("entered_twice", "same contract", "350203-HR-2026-999999")
    with pytest.raises(Blocked) as blocked:
        hires.propose_finding(second.pk, wrong, by=clerk, on=clerk.on, seen=second.version, op=op())
    assert codes(blocked) == {"other_entry_missing"}
    right = replace(wrong, same_as_reference=first.reference)
    second = hires.propose_finding(second.pk, right, by=clerk, on=clerk.on, seen=second.version, op=op())
    assert second.hire.same_as_id == first.pk


def test_a_reason_of_lateness_is_for_late_hires(clerk):
    case = hired(clerk)
    with pytest.raises(Blocked):
        hires.give_lateness_reason(case.pk, "not_known", "", by=clerk, on=date(2026, 7, 1))
    hires.give_lateness_reason(case.pk, "not_known", "first hire", by=clerk, on=date(2026, 7, 2))
    assert Hire.objects.get(case=case).lateness == "not_known"


def test_a_stale_page_changes_nothing(clerk):
    case = hired(clerk)
    hire_corrections.correct_start(
        case.pk, Start(date(2026, 5, 20), None, "a"), by=clerk, on=clerk.on, seen=case.version, op=op()
    )
    with pytest.raises(AlreadyMoved):
        hire_corrections.record_leaving(case.pk, clerk.on, by=clerk, on=clerk.on, seen=case.version, op=op())


def test_another_office_s_employer_does_not_exist_here(clerk, staff):
    at = employer(clerk)
    stranger = staff("counter_clerk", "350211")
    with pytest.raises(Employer.DoesNotExist):
        hired(stranger, at)
    assert not Employer.objects.visible_to(stranger).exists()


def test_one_code_in_the_whole_province(clerk, staff):
    employer(clerk)
    with pytest.raises(Blocked) as blocked:
        employer(staff("counter_clerk", "350211"), uscc=uscc(1))
    assert codes(blocked) == {"uscc_taken"}


def test_a_center_reports_hires_for_its_office(clerk, staff):
    at = employer(clerk)
    center = staff.center()
    case = hired(center, at)
    assert (case.office_id, case.through_center_id) == (at.office_id, center.office.pk)
    assert hire_data().number not in repr(case.hire)
