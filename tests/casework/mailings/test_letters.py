"""Letters and notices go to any addressee, by the first way that reaches it, with proof of service and its day."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.mailings.models.mailing import Mailing
from casework.mailings.queries import named
from casework.mailings.services import letters, proofs
from casework.mailings.services.channels import NotSent, channel_for
from casework.mailings.services.hand_over import hand_over
from casework.mailings.table import (
    AddresseeTaken,
    LetterTaken,
    PlanTaken,
    Reader,
    addressee_kind,
    all_stage_words,
    plan_of,
    register_addressee,
    register_letter,
    register_plan,
    stage_words,
)
from casework.models import Event, IssuedPaper, Notice
from enrolment.consent.services.statements import withdraw_consent
from enrolment.hires.services import orders
from enrolment.models import ConsentStatement, Hire, Person
from enrolment.persons.services.contact_choices import choose_channel
from tests.builders import employer, hired, op, submitted
from tests.consents import said

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 21)
LATE = date(2026, 9, 1)


class Operator:
    """An operator of text messages: keeps what it took, or refuses."""

    code = "sms"
    taken: list = []
    refuses: Exception | None = None

    def send(self, message, message_id):
        if self.refuses:
            raise self.refuses
        self.taken.append((message.addresses, message.text, message_id))


@pytest.fixture
def operator(settings, monkeypatch):
    settings.SMS_CHANNEL = f"{__name__}.Operator"
    monkeypatch.setattr(Operator, "taken", [])
    monkeypatch.setattr(Operator, "refuses", None)
    return Operator


def words(language):
    return f"Subject in {language}", f"Text in {language}"


def letter(staff, *, consents=True, **more):
    """A letter to the person of an application, who reads traditional Chinese and consents to messages, or does not."""
    case = submitted(staff("counter_clerk"))
    person = Person.objects.get()
    person.telephone, person.address = "0592-2020202", "厦门市思明区湖滨南路1号"
    person.save()
    choose_channel(person, "sms", by=staff("counter_clerk"), on=DAY)
    if consents:
        said(person, staff("counter_clerk"))
    to = ("person", str(person.pk))
    return letters.write_letter(case, "order_to_correct", words, to=to, on=DAY, **more)


def later(minutes=1):
    return timezone.now() + timedelta(minutes=minutes)


def test_a_letter_is_in_chinese_and_the_reader_s_language_and_without_an_address_waits_for_a_person(staff):
    written = letter(staff)
    text = written.content.open_for_work()
    assert text.startswith("Subject in zh-hans / Subject in zh-hant\n\nText in zh-hans")
    assert text.index("Text in zh-hans") < text.index("Text in zh-hant") and "以中文文本為準" in text
    assert hand_over(later()) == {"uncertain": 0, "no_address": 1}
    written.refresh_from_db()
    assert (written.state, written.channel, mail.outbox) == ("no_address", "other", [])
    assert written.content.open_for_work() == text
    assert written.addressee.post(written.addressee_key) == "厦门市思明区湖滨南路1号"


def test_by_text_message_where_an_operator_is_connected(staff, operator):
    written = letter(staff)
    assert hand_over(later())["handed_over"] == 1
    written.refresh_from_db()
    (numbers, text, identity) = operator.taken[0]
    assert (numbers, identity, written.channel) == (["0592-2020202"], written.message_id, "sms")
    assert text.startswith("Text in zh-hans") and hand_over(later(60)) == {"uncertain": 0}
    assert written.content.open_for_work().startswith("Subject in zh-hans")


def test_without_a_consent_no_text_message_is_sent_and_a_person_serves_it(staff, operator):
    written = letter(staff, consents=False)
    assert hand_over(later()) == {"uncertain": 0, "no_address": 1}
    written.refresh_from_db()
    assert operator.taken == [] and written.addressee.post(written.addressee_key) == "厦门市思明区湖滨南路1号"


def test_a_consent_taken_back_stops_what_still_waits_and_leaves_what_was_sent(staff, operator):
    sent = letter(staff)
    hand_over(later())
    person, clerk = Person.objects.get(), staff("counter_clerk")
    to = ("person", str(person.pk))
    waiting = letters.write_letter(sent.case, "another_letter", words, to=to, on=DAY)
    withdraw_consent(ConsentStatement.objects.get().pk, "herself", by=clerk, on=clerk.on)
    assert hand_over(later(60)) == {"uncertain": 0, "no_address": 1}
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (sent.state, waiting.state, len(operator.taken)) == ("handed_over", "no_address", 1)


@pytest.mark.parametrize(
    ("problem", "state"), [(NotSent("Busy"), "waiting"), (ConnectionResetError(), "uncertain")], ids=["not_sent", "cut"]
)
def test_what_the_operator_certainly_did_not_take_is_tried_again(staff, operator, problem, state):
    written = letter(staff)
    operator.refuses = problem
    hand_over(later())
    written.refresh_from_db()
    assert written.state == state
    operator.refuses = None
    assert hand_over(later(60)).get("handed_over", 0) == (1 if state == "waiting" else 0)


@pytest.mark.parametrize(
    ("readers", "code", "addresses"),
    [
        ([], None, []),
        ([Reader(telephone="1")], "sms", ["1"]),
        ([Reader(email="a@b.cn"), Reader(telephone="1")], "email", ["a@b.cn"]),
        ([Reader()], None, []),
    ],
)
def test_the_first_way_that_reaches_somebody(operator, readers, code, addresses):
    channel, found = channel_for(readers)
    assert (channel and channel.code, found) == (code, addresses)


def test_without_an_operator_no_text_message_is_tried(settings):
    assert settings.SMS_CHANNEL == "" and channel_for([Reader(telephone="1")]) == (None, [])


def test_proof_of_service_of_a_letter_stands_in_its_case(staff):
    written = letter(staff)
    hand_over(later())
    clerk = staff("counter_clerk")
    proofs.serve_mailing(written, proofs.Proof("letter", "陳", DAY), by=clerk, on=DAY)
    event = Event.objects.get(verb="serve_mailing")
    assert (event.case_id, event.facts["served_on"]) == (written.case_id, "2026-06-21")


def ordered(staff, press):
    clerk, supervisor = staff("counter_clerk"), staff("supervisor")
    case = hired(clerk, employer(clerk))
    seen = case.version
    return orders.issue_order(case.pk, LATE + timedelta(days=9), by=supervisor, on=LATE, seen=seen, op=press), case


def test_an_order_is_a_letter_to_the_employer_that_is_served_by_post_or_by_hand(staff):
    press = op()
    paper, case = ordered(staff, press)
    (written,) = Mailing.objects.filter(clock="")
    assert (written.paper, written.state, written.channel) == (paper, "no_address", "other")
    assert written.addressee_key == str(Hire.objects.get().employer_id)
    assert paper.reference in written.content.open_for_work()
    with pytest.raises(Blocked):
        proofs.send_again(written, by=staff("supervisor"))
    with pytest.raises(PermissionDenied):
        proofs.serve_mailing(written, proofs.Proof("letter", "林", LATE), by=staff("auditor"), on=LATE)
    proofs.serve_mailing(written, proofs.Proof("letter", "林", LATE), by=staff("counter_clerk"), on=LATE)
    # The same press again makes neither a second paper nor a second letter.
    case.refresh_from_db()
    orders.issue_order(case.pk, LATE + timedelta(days=9), by=staff("supervisor"), on=LATE, seen=case.version, op=press)
    assert IssuedPaper.objects.count() == Mailing.objects.filter(clock="").count() == 1


def test_a_mailing_is_a_letter_of_a_case_or_notices_of_a_clock(staff):
    written = letter(staff)
    for change in ({"clock": "x"}, {"case": None}, {"addressee_key": ""}, {"addressee_kind": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mailing.objects.filter(pk=written.pk).update(**change)


def test_names_of_addressees_cost_one_query_a_kind(staff, django_assert_num_queries):
    letter(staff)
    ordered(staff, op())
    rows = list(Mailing.objects.all())
    with django_assert_num_queries(len({row.addressee_kind for row in rows})):
        found = named(rows)
    assert {row.addressee_name for row in found} >= {Person.objects.get().masked_name}


def test_a_kind_a_clock_and_a_letter_have_one_owner():
    clock = "enrolment.registration_deadline"
    for taken, again in (
        (AddresseeTaken, lambda: register_addressee(addressee_kind("employer"))),
        (PlanTaken, lambda: register_plan(plan_of(clock))),
        (LetterTaken, lambda: register_letter("order_to_correct", "x")),
    ):
        with pytest.raises(taken):
            again()
    assert str(stage_words(clock, "overdue")) and stage_words(clock, "gone") == "gone"
    assert {"overdue", "order_to_correct"} <= set(all_stage_words())


def test_a_second_clock_is_followed_by_notices_of_its_own(staff, monkeypatch):
    """A plan of another clock, told to the office: the sweep and the notices of one case serve it as they are."""
    from casework.mailings import table
    from casework.mailings.services import notice_sweep
    from casework.rulebook.rules.parameters import rule_by_id

    rule = rule_by_id("enrolment.notice_stages")
    monkeypatch.setattr(table, "rule_by_id", lambda _id: rule)
    second = table.Plan(
        clock="enrolment.processing_limit",
        label="x",
        stages_rule="any",
        stages={"overdue": ("office", "told")},
        line=lambda notice, with_addressee: notice.case.reference,
    )
    monkeypatch.setitem(table._plans, second.clock, second)
    case = submitted(staff("counter_clerk"))
    day = case.due_on + timedelta(days=1)
    assert notice_sweep.write_notices(day)["overdue"] == 1
    assert notice_sweep.write_notices(day)["overdue"] == 0
    notice = Notice.objects.get(clock=second.clock)
    assert (notice.mailing.addressee_kind, notice.mailing.addressee_key) == ("office", str(case.office_id))
    assert second.line(SimpleNamespace(case=case), with_addressee=False) == case.reference


def test_the_letter_of_an_order_that_a_newer_one_replaces_waits_no_more(staff):
    """An order with another day: nobody is asked to serve the one that no longer holds."""
    clerk, supervisor = staff("counter_clerk"), staff("supervisor")
    case = hired(clerk, employer(clerk), work_began_on=date(2026, 4, 20))
    for day in (LATE, LATE + timedelta(days=10)):
        case.refresh_from_db()
        orders.issue_order(case.pk, day, by=supervisor, on=supervisor.on, seen=case.version, op=op())
    assert Mailing.objects.filter(case=case, state__in=Mailing.FOR_A_PERSON).count() == 1
    # It may have been posted before it was replaced.
    older = Mailing.objects.get(case=case, state="empty")
    proofs.serve_mailing(older, proofs.Proof("letter", "林", older.for_date), by=clerk, on=older.for_date)
    older.refresh_from_db()
    assert older.state == "served"
