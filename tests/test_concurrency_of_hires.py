"""Employers, hires and notices with two hands at once."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.mailings.services.hand_over import hand_over
from casework.mailings.services.notice_sweep import write_notices
from casework.models import CaseFile, Mailing, Notice
from enrolment.applications.services import applications
from enrolment.employers.services import employers
from enrolment.employers.services.employers import EmployerData
from enrolment.hires.services import hire_corrections, hires
from enrolment.hires.services.hire_corrections import Start
from enrolment.models import Employer, Hire
from tests.builders import JIMEI, SIMING, Staff, data, employer, hire_data, hired, identity, op, uscc
from tests.test_concurrency import at_once, codes, kinds

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 10)
STARTED = date(2026, 6, 1)


@pytest.fixture
def people():
    return Staff(TODAY)


@pytest.fixture
def clerk(people):
    return people("counter_clerk")


def test_two_clerks_report_the_same_hire(people, clerk):
    at, other = employer(clerk), people("counter_clerk", number=2)
    results = at_once(*[lambda who=who: hires.report_hire(at, hire_data(), by=who, on=TODAY) for who in (clerk, other)])
    assert kinds(results) == ["Blocked", "CaseFile"] and codes(results) == {"open_hire"}
    assert Hire.objects.count() == CaseFile.objects.filter(kind="hire").count() == 1


def test_two_offices_register_one_code(people):
    data_of = EmployerData(uscc=uscc(9), name="厦门某某有限公司")
    clerks = [people("counter_clerk", office) for office in (SIMING, JIMEI)]
    results = at_once(*[lambda who=who: employers.register_employer(data_of, by=who, on=TODAY) for who in clerks])
    assert kinds(results) == ["Blocked", "Employer"] and codes(results) == {"uscc_taken"}
    assert Employer.objects.count() == 1


def test_twenty_hires_reported_while_the_sweep_runs(people, clerk):
    at = employer(clerk)
    for sequence in range(2, 12, 2):
        hired(clerk, at, sequence=sequence)
    late = date(2026, 6, 21)
    acts = [lambda n=n: hires.report_hire(at, hire_data(sequence=n), by=clerk, on=late) for n in range(20, 40, 2)]
    results = at_once(*acts, *[lambda: write_notices(late) for _hand in range(4)])
    assert not [result for result in results if isinstance(result, Exception)], results
    write_notices(late)
    assert Notice.objects.filter(stage="reminder_10", skipped="").count() == 15
    assert Mailing.objects.filter(state="waiting").count() == 1


def test_four_workers_hand_over_each_message_once(people, clerk):
    for number in range(1, 9):
        hired(clerk, employer(clerk, number), sequence=2 * number)
    write_notices(date(2026, 6, 21))
    now = timezone.now() + timedelta(minutes=1)
    results = at_once(*[lambda: hand_over(now) for _worker in range(4)])
    assert not [result for result in results if isinstance(result, Exception)], results
    identities = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(identities) == len(set(identities)) == 8
    assert set(Mailing.objects.values_list("state", "attempts")) == {("handed_over", 1)}


def test_a_start_corrected_while_its_message_is_handed_over(people, clerk):
    case = hired(clerk)
    write_notices(date(2026, 6, 21))
    now = timezone.now() + timedelta(minutes=1)
    results = at_once(
        lambda: hand_over(now),
        lambda: hire_corrections.correct_start(
            case.pk, Start(date(2026, 6, 5), None, "x"), by=clerk, on=date(2026, 6, 21), seen=case.version, op=op()
        ),
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    notice, mailing = Notice.objects.get(), Mailing.objects.get()
    told = (notice.skipped, mailing.state)
    assert told in {("", "handed_over"), ("start_corrected", "empty"), ("start_corrected", "waiting")}


def test_the_application_and_the_correction_of_the_start_at_once(people, clerk):
    at = employer(clerk)
    case = hired(clerk, at)
    draft = applications.open_application(by=clerk, language="zh-hant")
    what = data(identity(), path="employed", employer_uscc=at.uscc, employer_name=at.name, work_began_on=STARTED)
    results = at_once(
        lambda: applications.submit_application(draft.pk, what, by=clerk, on=TODAY, seen=draft.version, op=op()),
        lambda: hire_corrections.correct_start(
            case.pk, Start(date(2026, 5, 20), None, "x"), by=clerk, on=TODAY, seen=case.version, op=op()
        ),
    )
    assert {type(result).__name__ for result in results} <= {"CaseFile", "AlreadyMoved"}
    case.refresh_from_db()
    assert case.state == "applied"
    assert case.deadlines.filter(stopped_on=None, superseded_by=None).count() == 0


def test_two_presses_report_one_hire(people, clerk):
    at = employer(clerk)
    sent = {
        "kind": "taiwan_residence_permit",
        "number": hire_data().number,
        "name": "陳小明",
        "work_began_on": "2026-06-01",
        "op": str(op()),
    }

    def press():
        client = Client()
        client.force_login(clerk.user)
        return client.post(reverse("report_hire", args=[at.pk]), sent)

    answers = at_once(press, press)
    assert {answer.status_code for answer in answers} <= {302, 422} and 302 in {a.status_code for a in answers}
    assert Hire.objects.count() == 1
