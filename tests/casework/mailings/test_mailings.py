"""A message is handed over at most once by the portal itself; what nobody can know waits for a person."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.mailings.services import proofs
from casework.mailings.services.hand_over import CLAIM_EXPIRES, GIVE_UP_AFTER, hand_over
from casework.mailings.services.notice_sweep import FIRST_LOOK, JOB, first_day, write_notices
from casework.mailings.services.proofs import Proof
from casework.mailings.services.texts import unknown_names
from casework.models import Event, JobRun, Mailing, Notice, NoticeText
from enrolment.employers.services import employers
from enrolment.employers.services.employers import ContactData
from enrolment.hires.services import hire_corrections
from enrolment.models import Employer
from tests.builders import employer, hired, op, residence_permit
from tests.casework.mailings.mail_servers import Dying

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 21)
SERVERS = "tests.casework.mailings.mail_servers."


def later(minutes: int = 0) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def waiting(clerk):
    """One employer with two hires, told on 21 June."""
    at = employer(clerk, language="zh-hant")
    for sequence in (2, 4):
        hired(clerk, at, sequence=sequence)
    write_notices(DAY)
    return Mailing.objects.get()


def test_one_message_with_a_fixed_identity_in_both_languages(waiting):
    assert hand_over(later(1)) == {"uncertain": 0, "handed_over": 1}
    (message,) = mail.outbox
    waiting.refresh_from_db()
    assert message.extra_headers["Message-ID"] == waiting.message_id == f"<notice.{waiting.pk}@localhost>"
    assert message.to == ["hr@example.cn"]
    assert message.subject == (
        "提醒：2名职工的医保参保登记将于2026-07-01到期 / 提醒：2名職工的醫保參保登記將於2026-07-01到期"
    )
    assert message.body.index("贵单位") < message.body.index("貴單位")
    assert (waiting.state, waiting.attempts, waiting.recipients) == ("handed_over", 1, 1)
    assert waiting.content.open_for_work() == message.body
    assert hand_over(later(60)) == {"uncertain": 0}


def test_the_message_names_nobody_in_full_but_so_that_the_employer_knows_whom(waiting):
    hand_over(later(1))
    body = mail.outbox[0].body
    assert "陳小明" not in body and f"陳○○ ····{residence_permit(sequence=2)[-4:]}  " in body
    assert residence_permit(sequence=2) not in body
    for reference in Notice.objects.values_list("case__reference", flat=True):
        assert reference in body


def test_the_ledger_says_how_far_it_came(waiting):
    hand_over(later(1))
    run = JobRun.objects.get(job="hand_over_mailings")
    assert (run.state, run.counts) == ("done", {"handed_over": 1, "left": 0})


def test_no_address_waits_for_a_person(clerk):
    hired(clerk, employer(clerk, email=""))
    write_notices(DAY)
    hand_over(later(1))
    assert Mailing.objects.get().state == "no_address"
    assert mail.outbox == []


def test_a_contact_who_left_gets_nothing(waiting, clerk, staff):
    firm = Employer.objects.get(pk=waiting.addressee_key)
    contact = firm.contacts.get()
    employers.end_contact(contact, by=clerk, on=DAY)
    employers.add_contact(firm, ContactData(name="王", email="new@example.cn", language="en"), by=clerk, on=DAY)
    hand_over(later(1))
    assert mail.outbox[0].to == ["new@example.cn"]
    assert "To 厦门" in mail.outbox[0].body


def test_a_hire_closed_before_the_hand_over_is_not_told(waiting, clerk):
    for case in [notice.case for notice in Notice.objects.select_related("case")]:
        hire_corrections.record_leaving(case.pk, DAY, by=clerk, on=DAY, seen=case.version, op=op())
    hand_over(later(1))
    waiting.refresh_from_db()
    assert waiting.state == "empty"
    assert mail.outbox == []


def test_a_server_that_refuses_is_tried_again_and_given_up(waiting, settings):
    settings.EMAIL_BACKEND = SERVERS + "Refusing"
    minutes = 1
    for attempt in range(1, GIVE_UP_AFTER + 1):
        hand_over(later(minutes))
        waiting.refresh_from_db()
        assert waiting.attempts == attempt
        minutes += 5 * 2**attempt + 1
    assert (waiting.state, waiting.last_error) == ("given_up", "ConnectionRefusedError")


def test_the_wait_doubles_from_ten_minutes_and_the_sixth_refusal_is_the_last(waiting, settings):
    settings.EMAIL_BACKEND = SERVERS + "Refusing"
    now, waits = later(1), []
    while waiting.state == "waiting":
        hand_over(now)
        waiting.refresh_from_db()
        if waiting.state == "waiting":
            waits.append((waiting.next_try_at - now).total_seconds() / 60)
            # A minute too early nothing is tried.
            hand_over(waiting.next_try_at - timedelta(minutes=1))
            now = waiting.next_try_at
    assert waits == [10, 20, 40, 80, 160]
    assert (waiting.state, waiting.attempts) == ("given_up", 6)


def test_the_sweep_looks_a_few_days_behind_its_last_run():
    """What was entered late in the evening, or by a process that ended after the run, is not passed over."""
    assert first_day(DAY) == DAY - timedelta(days=FIRST_LOOK)
    finished = {"state": JobRun.State.DONE, "started_at": timezone.now(), "finished_at": timezone.now()}
    JobRun.objects.create(job=JOB, for_day=DAY - timedelta(days=9), **finished)
    JobRun.objects.create(job=JOB, for_day=DAY - timedelta(days=5), **finished)
    JobRun.objects.create(job=JOB, for_day=DAY, **finished)
    assert first_day(DAY) == DAY - timedelta(days=8)


def test_a_refused_message_goes_out_later_under_the_same_identity(waiting, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = SERVERS + "Refusing"
    hand_over(later(1))
    waiting.refresh_from_db()
    first = waiting.message_id
    assert waiting.state == "waiting"
    settings.EMAIL_BACKEND = backend
    hand_over(later(30))
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [first]


def test_a_line_that_breaks_off_leaves_it_uncertain_for_ever(waiting, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = SERVERS + "BreakingOff"
    hand_over(later(1))
    settings.EMAIL_BACKEND = backend
    for minutes in (30, 600, 6000):
        hand_over(later(minutes))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.last_error) == ("uncertain", "SMTPServerDisconnected")
    assert mail.outbox == []


def test_a_process_that_dies_after_sending_leaves_it_uncertain(waiting, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = SERVERS + "Dying"
    with pytest.raises(KeyboardInterrupt):
        hand_over(later(1))
    waiting.refresh_from_db()
    assert waiting.state == "handing_over"
    settings.EMAIL_BACKEND = backend
    assert hand_over(later(2)) == {"uncertain": 0}
    assert hand_over(later(2) + CLAIM_EXPIRES) == {"uncertain": 1}
    waiting.refresh_from_db()
    assert (waiting.state, Dying.sent, mail.outbox) == ("uncertain", 1, [])


def test_only_a_person_sends_an_uncertain_one_again(waiting, staff, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = SERVERS + "BreakingOff"
    hand_over(later(1))
    settings.EMAIL_BACKEND = backend
    waiting.refresh_from_db()
    with pytest.raises(PermissionDenied):
        proofs.send_again(waiting, by=staff("counter_clerk"))
    proofs.send_again(waiting, by=staff("supervisor"))
    hand_over(later(2))
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [waiting.message_id]
    assert Event.objects.filter(verb="send_again").count() == 2


def test_proof_of_service_is_kept(waiting, clerk):
    proof = Proof("telephone", "林小姐", date(2026, 6, 22))
    with pytest.raises(Blocked):
        proofs.serve_mailing(waiting, proof, by=clerk, on=DAY)
    proofs.serve_mailing(waiting, proof, by=clerk, on=date(2026, 6, 22))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.served_to, waiting.recorded_by) == ("served", "林小姐", clerk.user)
    with pytest.raises(Blocked):
        proofs.serve_mailing(waiting, proof, by=clerk, on=date(2026, 6, 22))


def test_another_office_s_mailing_does_not_exist_here(waiting, staff):
    with pytest.raises(Mailing.DoesNotExist):
        proofs.serve_mailing(waiting, Proof("telephone", "x", DAY), by=staff("counter_clerk", "350211"), on=DAY)


def test_an_escalation_goes_to_the_supervisors_of_the_office(clerk, staff):
    supervisor = staff("supervisor")
    supervisor.user.email = "boss@example.cn"
    supervisor.user.save()
    hired(clerk)
    write_notices(date(2026, 7, 8))
    hand_over(later(1))
    escalation = next(message for message in mail.outbox if message.to == ["boss@example.cn"])
    assert "逾期已满七日" in escalation.subject


def test_the_database_refuses_a_notice_that_is_neither_told_nor_explained(waiting):
    notice = Notice.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            case=notice.case,
            deadline=notice.deadline,
            clock=notice.clock,
            stage="overdue",
            for_date=DAY,
            written_on=DAY,
            skipped="",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            case=notice.case,
            deadline=notice.deadline,
            clock=notice.clock,
            stage=notice.stage,
            for_date=notice.for_date,
            written_on=DAY,
            skipped="nothing_ran",
        )


def test_first_texts_use_only_known_names(db):
    for text in NoticeText.objects.all():
        for language in ("zh_hans", "zh_hant", "en"):
            assert unknown_names(getattr(text, f"subject_{language}")) == []
            assert unknown_names(getattr(text, f"body_{language}")) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [("${employer}", []), ("${emploier}", ["emploier"]), ("5 $", ["$"]), ("$$5", []), ("$due", [])],
)
def test_unknown_names(body, problem):
    assert unknown_names(body) == problem
