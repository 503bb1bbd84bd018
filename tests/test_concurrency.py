"""Two hands at once: real threads, each with its own connection, let go together by a barrier."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.services.departures import deactivate_officer
from casework.casefile.services.references import next_reference
from casework.clocks.services import sweeps
from casework.desk.services import assignment
from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import CaseFile, Duty, Event, IssuedPaper, JobRun, Office, Operation, StaffSession, WorkTask
from enrolment.activation import services as activations
from enrolment.applications.services import applications, enrolments, refusals
from enrolment.applications.services.applications import FieldAnswer
from enrolment.models import CodeActivation, Employer, Enrolment, IdentityDocument, Person, PossibleDuplicate
from enrolment.receipts.services import receipts
from tests.builders import (
    JIMEI,
    NOT_PROVEN,
    PROVINCE,
    SIMING,
    Staff,
    data,
    enrolled,
    identity,
    op,
    platform_record,
    residence_permit,
    submitted,
    verified,
)

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 10)
USCC = "9144030071526726XG"


@pytest.fixture
def people():
    return Staff(TODAY)


def at_once(*acts):
    """Run the acts in threads that start together; each gives its result or the exception it raised."""
    gate = threading.Barrier(len(acts))

    def run(act):
        try:
            gate.wait(timeout=20)
            return act()
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def kinds(results) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def codes(results) -> set[str]:
    return {reason.code for result in results if isinstance(result, Blocked) for reason in result.reasons}


def test_two_tabs_send_one_draft_with_the_same_operation(people):
    clerk, press = people("counter_clerk"), op()
    case = applications.open_application(by=clerk, language="zh-hant")

    def send():
        return applications.submit_application(case.pk, data(), by=clerk, on=TODAY, seen=case.version, op=press)

    results = at_once(send, send, send)
    assert kinds(results) == ["CaseFile"] * 3
    assert {result.reference for result in results} == {"350203-EN-2026-000001"}
    assert (Person.objects.count(), Event.objects.filter(verb="submit_application").count()) == (1, 1)


def test_two_tabs_send_one_draft_with_different_operations(people):
    clerk = people("counter_clerk")
    case = applications.open_application(by=clerk, language="zh-hant")

    def send(number):
        what = data(identity(number))
        return lambda: applications.submit_application(case.pk, what, by=clerk, on=TODAY, seen=case.version, op=op())

    results = at_once(send(2), send(4))
    assert kinds(results) == ["AlreadyMoved", "CaseFile"]
    assert (Person.objects.count(), Operation.objects.count()) == (1, 1)


@pytest.mark.parametrize(("office", "code"), [(SIMING, "open_application"), (JIMEI, "held_elsewhere")])
def test_two_clerks_register_the_same_number(people, office, code):
    first, second = people("counter_clerk"), people("counter_clerk", office, number=2)
    for sequence in (2, 4, 6, 8):
        what = data(
            identity(sequence), path="employed", employer_uscc=USCC, employer_name="某公司", work_began_on=TODAY
        )
        results = at_once(lambda what=what: submitted(first, what), lambda what=what: submitted(second, what))
        assert sum(isinstance(result, CaseFile) for result in results) == 1, results
        assert codes(results) == {code}
    assert (Person.objects.count(), IdentityDocument.objects.count(), Employer.objects.count()) == (4, 4, 1)


def test_two_reviewers_verify(people):
    case = submitted(people("counter_clerk"))
    answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]

    def verify(number):
        by = people("reviewer", number=number)
        return lambda: applications.verify_documents(
            case.pk, answers, originals_seen=True, by=by, on=TODAY, seen=case.version, op=op()
        )

    results = at_once(verify(1), verify(2), verify(3))
    assert kinds(results) == ["AlreadyMoved", "AlreadyMoved", "CaseFile"]
    assert Duty.objects.filter(case=case, duty="checker").count() == 1
    moved = next(result for result in results if isinstance(result, AlreadyMoved))
    assert moved.last_event.verb == "verify_documents"


def test_two_enrolments_of_one_person(people):
    case = verified(people("counter_clerk"), people("reviewer"))
    by = people("reviewer")

    def enrol():
        return enrolments.enrol(case.pk, platform_record(), by=by, on=TODAY, seen=case.version, op=op())

    assert kinds(at_once(enrol, enrol)) == ["AlreadyMoved", "CaseFile"]
    assert Enrolment.objects.count() == 1


def test_one_platform_number_for_two_people(people):
    clerk, by = people("counter_clerk"), people("reviewer")
    cases = [verified(clerk, by, data(identity(sequence))) for sequence in (2, 4)]
    answer = platform_record()

    def enrol(case):
        return lambda: enrolments.enrol(case.pk, answer, by=by, on=TODAY, seen=case.version, op=op())

    results = at_once(*(enrol(case) for case in cases))
    assert kinds(results) == ["Blocked", "CaseFile"] and codes(results) == {"person_no_taken"}


def test_two_counters_open_an_activation(people):
    clerk = people("counter_clerk")
    case = enrolled(clerk, people("reviewer"))
    person = Person.objects.get(pk=case.subject)
    openers = [
        lambda by=by: activations.open_activation(person, by=by, on=TODAY)
        for by in (clerk, people("counter_clerk", JIMEI))
    ]
    results = at_once(*openers)
    assert kinds(results) == ["Blocked", "CaseFile"] and codes(results) == {"activation_exists"}
    assert CodeActivation.objects.count() == 1


def test_twenty_threads_take_reference_numbers(people):
    office = Office.objects.get(code=SIMING)

    def take():
        taken = []
        for _turn in range(5):
            with transaction.atomic():
                taken.append(next_reference(office, "ZZ", TODAY))
        return taken

    numbers = sorted(number for result in at_once(*[take] * 20) for number in result)
    assert numbers == [f"350203-ZZ-2026-{n:06d}" for n in range(1, 101)]


def test_two_sweeps(people):
    clerk = people("counter_clerk")
    for sequence in range(2, 12, 2):
        submitted(clerk, data(identity(sequence)))
    results = at_once(*[lambda: sweeps.run_missing(date(2026, 6, 26))] * 4)
    assert kinds(results) == ["list"] * 4 and sum(len(result) for result in results) == 1
    assert WorkTask.objects.count() == 5 and JobRun.objects.get().counts == {"overdue": 5, "due_soon": 0}


def test_a_double_click_issues_one_paper(people):
    clerk, press = people("counter_clerk"), op()
    # The first paper of a process loads the fonts, longer than the second click of a busy machine may wait for a lock.
    loaded = receipts.issue_visit_receipt(submitted(clerk, data(identity(6))), by=clerk, on=TODAY, op=op())
    case = submitted(clerk)
    results = at_once(*[lambda: receipts.issue_visit_receipt(case, by=clerk, on=TODAY, op=press)] * 2)
    assert kinds(results) == ["IssuedPaper"] * 2
    assert {result.pk for result in results} == set(
        IssuedPaper.objects.exclude(pk=loaded.pk).values_list("pk", flat=True)
    )


def test_one_operation_id_moves_one_case_only(people):
    """An id replayed on another case is a mistake, never a silent "done"."""
    by, press = people("reviewer"), op()
    first, second = (submitted(people("counter_clerk"), data(identity(n))) for n in (2, 4))

    def refuse(case):
        return lambda: refusals.refuse(case.pk, NOT_PROVEN, by=by, on=TODAY, seen=case.version, op=press)

    results = at_once(refuse(first), refuse(second))
    assert kinds(results) == ["CaseFile", "OperationMismatch"]
    assert CaseFile.objects.filter(state="refused").count() == 1


def logged_in(officer) -> Client:
    client = Client()
    fields = {"username": officer.user.username, "password": "a long enough password"}
    assert client.post(reverse("log_in"), fields).status_code == 302
    return client


def test_an_officer_deactivated_in_mid_session(people):
    today = timezone.localdate()
    staff = Staff(today)
    clerk, administrator = staff("counter_clerk"), staff("administrator", PROVINCE)
    client = logged_in(clerk)
    case = applications.open_application(by=clerk, language="zh-hant")
    assert client.get(reverse("home")).status_code == 200
    freed = deactivate_officer(clerk.user, by=administrator)
    assert [row.pk for row in freed] == [case.pk]
    answer = client.get(reverse("home"))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("log_in"))
    assert CaseFile.objects.get(pk=case.pk).assigned_to is None
    assert not StaffSession.objects.filter(user=clerk.user, ended_at=None).exists()
    answer = client.post(reverse("log_in"), {"username": clerk.user.username, "password": "a long enough password"})
    assert answer.status_code == 422


def test_no_case_is_given_to_an_officer_who_is_leaving(people):
    clerk, chief = people("counter_clerk"), people("supervisor")
    administrator = people("administrator", PROVINCE)
    cases = [submitted(people("counter_clerk", number=2), data(identity(n))) for n in (2, 4, 6)]
    acts = [lambda case=case: assignment.assign_case(case.pk, clerk.user, by=chief, on=TODAY) for case in cases]
    results = at_once(*acts, lambda: deactivate_officer(clerk.user, by=administrator))
    assert set(kinds(results)) <= {"CaseFile", "PermissionDenied", "list"}, results
    assert not CaseFile.objects.filter(assigned_to=clerk.user).exists()


def test_an_assignment_waits_for_a_leave_under_way(people):
    """The officer's row is locked first, so that the case is not given between her leave and its commit."""
    clerk, chief = people("counter_clerk"), people("supervisor")
    case = submitted(people("counter_clerk", number=2))
    left, started = threading.Event(), threading.Event()

    def leave():
        with transaction.atomic():
            deactivate_officer(clerk.user, by=people("administrator", PROVINCE))
            left.set()
            started.wait(timeout=10)
            time.sleep(0.3)

    def assign():
        assert left.wait(timeout=10)
        started.set()
        return assignment.assign_case(case.pk, clerk.user, by=chief, on=TODAY)

    results = at_once(leave, assign)
    assert kinds(results) == ["NoneType", "PermissionDenied"]
    assert CaseFile.objects.get(pk=case.pk).assigned_to is None


def test_two_presses_over_the_pages(people):
    """The same through the pages: a double click on "send" shows one confirmation, and one case is sent."""
    today = timezone.localdate()
    clerk = Staff(today)("counter_clerk")
    case = applications.open_application(by=clerk, language="zh-hant")
    first, second = logged_in(clerk), logged_in(clerk)
    typed = {
        "kind": "taiwan_residence_permit",
        "number": residence_permit(sequence=2),
        "name": "陳小明",
        "language": "zh-hant",
        "path": "non_working",
        "received_on": today.isoformat(),
    }
    assert first.post(reverse("save_intake_draft", args=[case.pk]), typed).status_code == 200
    envelope = {"seen": str(case.version), "op": str(uuid.uuid4())}
    presses = [
        lambda client=client: client.post(reverse("check_answers", args=[case.pk]), envelope)
        for client in (first, second)
    ]
    answers = at_once(*presses)
    assert [answer.status_code for answer in answers] == [302, 302], answers
    assert Event.objects.filter(verb="submit_application").count() == Person.objects.count() == 1


def test_one_human_at_two_windows_at_once_is_found(people):
    """Two counters register her under two documents in one moment: neither misses the other."""
    clerks = [people("counter_clerk"), people("counter_clerk", JIMEI)]
    who = [identity(8, name="陈双保", latin_name=""), identity(110, name="陳雙保", latin_name="")]
    at_once(lambda: submitted(clerks[0], data(who[0])), lambda: submitted(clerks[1], data(who[1])))
    assert Person.objects.count() == 2
    assert PossibleDuplicate.objects.count() == 1
