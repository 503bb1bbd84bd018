"""What people are told: each thing once, to herself or who acts for her, in one message, and nothing that is overtaken."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from casework.mailings.queries import mailings_about, on_paper
from casework.mailings.services.proofs import send_again
from casework.models import CaseFile, Look, Mailing, Office
from enrolment.applications.services import applications
from enrolment.messages.services.owed import write_at_once, write_of_day
from enrolment.messages.services.sweep import gather
from enrolment.models import Enrolment, PaidTime, Person, PersonMessage, Representative
from enrolment.persons.queries.addressee import acts_no_more, nobody_reads
from enrolment.persons.services.documents import renew_or_add_document
from tests.accounts import at
from tests.builders import (
    JIMEI,
    SIMING,
    answered,
    data,
    enrolled,
    identity,
    op,
    residence_permit,
    submitted,
    to_correct,
)

pytestmark = pytest.mark.django_db
ENDS = date(2026, 8, 9)


def stages() -> list[str]:
    return sorted(PersonMessage.objects.values_list("stage", flat=True))


def representative(person, clerk, kind: str, **changes) -> Representative:
    case = person.applications.get().case
    row = Representative(
        person=person,
        kind=kind,
        name="陳大文",
        relation="mother",
        scope=[] if kind == "guardian" else ["receive"],
        starts_on=clerk.on,
        ends_on=date(2030, 1, 1),
        case=case,
        recorded_by=clerk.user,
    )
    for name, value in changes.items():
        setattr(row, name, value)
    row.number = residence_permit(sequence=8)
    row.save(force_insert=True)
    return row


def minor(clerk, staff):
    born = date(2014, 5, 1)
    who = identity(number=residence_permit(born, 2), birth_on=born, expires_on=ENDS)
    case = submitted(clerk, data(who))
    person = Person.objects.get(pk=case.enrolment_application.person_id)
    Enrolment.objects.create(person=person, scheme="urrbmi", office=person.home_office, starts_on=clerk.on)
    return person


def test_an_answer_is_told_once_and_leaves_as_one_message(person, post, by_email):
    assert post.sweep(date(2026, 6, 10)) == {"answer_given": 1, "document_first": 1}
    assert post.sweep(date(2026, 6, 10)) == post.sweep(date(2026, 6, 11)) == {}
    assert post.hand_over()["handed_over"] == 1
    (message,) = mail.outbox
    assert message.to == ["chen@example.tw"] and "2" in message.subject
    assert "您" in message.body and "以中文文本為準" in message.body
    assert person.name not in message.body and "陳○○" in message.body
    number = person.documents.get().number.open_for_work()
    assert number not in message.body and "居住证" not in message.body and "居住證" not in message.body


@pytest.mark.parametrize(
    ("before", "expected"), [(61, []), (60, ["document_first"]), (15, ["document_first"]), (14, ["document_second"])]
)
def test_a_document_that_runs_out_is_told_on_its_days(person, post, before, expected):
    post.sweep(ENDS - timedelta(days=before))
    assert [stage for stage in stages() if stage.startswith("document")] == expected


def test_what_was_renewed_meanwhile_is_not_sent(person, post, clerk, by_email):
    post.sweep(date(2026, 7, 1))
    renew_or_add_document(person, identity(expires_on=date(2031, 8, 9)), by=clerk)
    counts = post.hand_over()
    assert counts.get("empty", 0) == 1 and not mail.outbox
    row = PersonMessage.objects.get(stage="document_first")
    assert (row.mailing, row.skipped) == (None, "overtaken")


def test_what_is_returned_for_papers_is_told_with_its_case_and_not_when_it_is_answered(clerk, staff, post):
    case, reviewer = submitted(clerk, data(identity(expires_on=date(2031, 1, 1)))), staff("reviewer")
    step = {"by": reviewer, "on": reviewer.on, "seen": case.version, "op": op()}
    case = applications.return_for_papers(case.pk, to_correct("name"), come_back_by=date(2026, 6, 24), **step)
    assert post.sweep(clerk.on) == {"papers_missing": 1}
    (message,) = post.of()
    assert PersonMessage.objects.get().day == date(2026, 6, 24)
    again = answered(case, data(identity(expires_on=date(2031, 1, 1))))
    applications.submit_application(case.pk, again, by=clerk, on=clerk.on, seen=case.version, op=op())
    assert post.hand_over()["empty"] == 1
    message.refresh_from_db()
    assert message.state == "empty"


def test_an_enrolment_that_ends_is_told_unless_another_follows(person, post):
    row = Enrolment.objects.get(person=person)
    Enrolment.objects.filter(pk=row.pk).update(ends_on=date(2026, 7, 31))
    post.sweep(date(2026, 7, 1))
    assert "cover_ending" in stages()
    Enrolment.objects.create(person=person, scheme="uebmi", office=row.office, starts_on=date(2026, 8, 1))
    post.hand_over()
    assert PersonMessage.objects.get(stage="cover_ending").skipped == "overtaken"


def test_a_window_is_told_to_whoever_has_not_paid(person, post, clerk):
    opens = date(2026, 9, 1)
    post.sweep(opens)
    (row,) = PersonMessage.objects.filter(stage="window_opens")
    assert (row.about, row.day) == ("urrbmi:2027", date(2026, 12, 31))
    PaidTime.objects.create(
        person=person,
        scheme="urrbmi",
        place_id=SIMING,
        person_kind="adult",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
        year=2027,
        paid_on=opens,
        recorded_by=clerk.user,
    )
    post.sweep(date(2026, 12, 21))
    assert not PersonMessage.objects.filter(stage="window_closes").exists()
    post.hand_over()
    row.refresh_from_db()
    assert row.skipped == "overtaken"


def test_the_dead_are_not_told_and_what_waits_for_them_does_not_leave(person, post, by_email):
    post.sweep(date(2026, 6, 10))
    type(person).objects.filter(pk=person.pk).update(died_on=date(2026, 6, 10))
    assert post.hand_over()["stopped"] == 1 and not mail.outbox
    post.sweep(date(2026, 8, 1))
    assert not PersonMessage.objects.filter(stage="document_second").exists()


def test_a_delegate_reads_as_well_where_the_authority_covers_it(person, post, clerk):
    receives = representative(person, clerk, "delegate")
    representative(person, clerk, "delegate", scope=["activate"])
    representative(
        person, clerk, "delegate", ends_on=clerk.on - timedelta(days=1), starts_on=clerk.on - timedelta(days=9)
    )
    post.sweep(date(2026, 6, 10))
    assert {row.told_to_id for row in PersonMessage.objects.filter(stage="answer_given")} == {None, receives.pk}
    post.hand_over()
    (message,) = post.of("representative")
    assert message.addressee_key == str(receives.pk) and message.state == "no_address"
    assert "陳○○" in message.content.open_for_work() and person.name not in message.content.open_for_work()


def test_a_minor_s_guardian_is_told_and_never_the_child(clerk, staff, post):
    child = minor(clerk, staff)
    guardian = representative(child, clerk, "guardian", relation="mother")
    post.sweep(date(2026, 7, 1))
    (row,) = PersonMessage.objects.filter(stage="document_first")
    assert row.told_to_id == guardian.pk and not post.of("person")
    guardian_no_more = {"ended_on": date(2026, 7, 1), "ended_by": clerk.user, "end_reason": "x"}
    Representative.objects.filter(pk=guardian.pk).update(**guardian_no_more)
    assert post.hand_over()["stopped"] == 1


def test_a_minor_without_a_guardian_waits_for_the_counter(clerk, staff, post):
    minor(clerk, staff)
    post.sweep(date(2026, 7, 1))
    row = PersonMessage.objects.get(stage="document_first")
    assert (row.skipped, row.mailing) == ("no_guardian", None) and not Mailing.objects.filter(clock=row.stage).exists()


def test_what_comes_while_a_message_waits_joins_it(person, post, clerk, staff):
    post.sweep(date(2026, 6, 10))
    post.sweep(ENDS - timedelta(days=14))
    (message,) = post.of()
    assert PersonMessage.objects.filter(mailing=message).count() == 3


def test_statements_do_not_grow_with_people(person, post, clerk, staff, django_assert_max_num_queries):
    for sequence in (4, 6):
        enrolled(clerk, staff("reviewer"), data(identity(sequence, expires_on=ENDS)))
    with django_assert_max_num_queries(5):
        assert write_of_day(date(2026, 7, 1))["document_first"] == 3
    with django_assert_max_num_queries(3):
        assert write_at_once(clerk.on, date(2026, 7, 1))["answer_given"] == 3
    with django_assert_max_num_queries(4):
        assert gather(date(2026, 7, 1)) == 6


def test_what_waits_on_paper_is_put_together_anew_each_day(person, post, clerk):
    post.sweep(date(2026, 6, 10))
    assert post.hand_over()["no_address"] == 1
    (letter,) = post.of()
    assert "2026-08-09" in letter.content.open_for_work()
    renew_or_add_document(person, identity(expires_on=date(2031, 8, 9)), by=clerk)
    post.sweep(date(2026, 6, 11))
    letter.refresh_from_db()
    assert letter.state == "no_address" and "2026-08-09" not in letter.content.open_for_work()
    PersonMessage.objects.filter(stage="answer_given").update(mailing=None, skipped="overtaken")
    assert post.sweep(date(2026, 6, 12))["overtaken"] == 1
    letter.refresh_from_db()
    assert letter.state == "empty"


@pytest.mark.parametrize(("state", "empties"), [("no_address", True), ("given_up", True), ("uncertain", False)])
def test_letters_are_put_together_as_they_are_printed(person, post, clerk, state, empties):
    post.sweep(date(2026, 6, 10))
    post.hand_over()
    Mailing.objects.update(state=state, message_id="<x@example.cn>")
    PersonMessage.objects.update(mailing=None, skipped="overtaken")
    client = at(clerk)
    shown = client.post(reverse("prepare_letters"), follow=True)
    assert shown.redirect_chain == [(reverse("print_letters"), 302)]
    (letter,) = post.of()
    assert (letter.state == "empty") == empties == (len(shown.context["sheets"]) == 0)


def test_the_list_shows_no_address_and_no_whole_name(person, post, clerk):
    post.sweep(date(2026, 6, 10))
    post.hand_over()
    body = at(clerk).get(reverse("see_post")).content.decode()
    assert "陳○○" in body and person.name not in body and "湖滨南路" not in body


def test_two_offices_write_each_for_itself(person, post, clerk):
    post.sweep(date(2026, 6, 10))
    other = Office.objects.get(code=JIMEI)
    row = {"person": person, "day": ENDS, "written_on": clerk.on}
    PersonMessage.objects.create(stage="recheck", about="2026", office=other, **row)
    gather(clerk.on)
    assert {message.office_id for message in post.of()} == {person.home_office_id, other.pk}
    for message in post.of():
        offices = PersonMessage.objects.filter(mailing=message).values_list("office", flat=True)
        assert set(offices) == {message.office_id}


@pytest.mark.parametrize(("left", "again"), [("served", False), ("waiting", True)])
def test_what_left_under_a_merged_file_is_not_told_again(person, post, clerk, left, again):
    post.sweep(date(2026, 6, 10))
    Mailing.objects.update(state=left, served_on=clerk.on, served_how="letter", served_to="x", recorded_by=clerk.user)
    third, kept = (Person.objects.get(pk=submitted(clerk, data(identity(n))).subject) for n in (6, 8))
    case = person.applications.get().case
    CaseFile.objects.filter(pk=case.pk).update(subject=kept.pk)
    Person.objects.filter(pk=person.pk).update(merged_into=third)
    Person.objects.filter(pk=third.pk).update(merged_into=kept)
    write_at_once(clerk.on, date(2026, 6, 11))
    told = PersonMessage.objects.filter(stage="answer_given", about=str(case.pk), person=kept)
    assert told.exists() == again


def test_one_that_is_handed_over_again_takes_in_what_came_since(person, post, clerk, staff):
    post.sweep(date(2026, 6, 10))
    post.hand_over()
    (first,) = post.of()
    PersonMessage.objects.create(
        person=person,
        stage="document_second",
        about=f"{person.documents.get().pk}:{ENDS}",
        day=ENDS,
        office=person.home_office,
        written_on=date(2026, 6, 10),
    )
    gather(date(2026, 6, 10))
    send_again(first, by=staff("supervisor"))
    assert sorted(row.state for row in post.of()) == ["empty", "waiting"]
    assert PersonMessage.objects.filter(mailing=first).count() == 3


def test_a_case_shows_what_was_told_about_it(person, post, clerk, django_assert_num_queries):
    post.sweep(date(2026, 6, 10))
    post.hand_over()
    case = person.applications.get().case
    page = at(clerk).get(reverse("see_case_mailings", args=[case.pk]))
    assert reverse("see_mailing", args=[post.of()[0].pk]) in page.content.decode()
    told = post.of()
    with django_assert_num_queries(1):
        assert list(mailings_about(case)) == told


def test_an_envelope_bears_the_whole_name_and_a_list_does_not(person, post, clerk):
    post.sweep(date(2026, 6, 10))
    post.hand_over()
    (listed,), (printed,) = on_paper(clerk, 10), on_paper(clerk, 10, envelopes=True)
    assert (listed.name, printed.name, printed.by_hand) == ("陳○○", person.name, False)
    assert printed.address == "厦门市思明区湖滨南路1号"


def test_the_command_says_what_it_wrote(person, capsys):
    call_command("write_messages", "--on", "2026-06-10")
    assert "answer_given: 1" in capsys.readouterr().out
    call_command("write_messages", "--on", "2026-06-10")
    assert "nothing new" in capsys.readouterr().out


def test_a_guardian_whose_time_ran_out_is_not_written_to(clerk, staff):
    child = minor(clerk, staff)
    guardian = representative(child, clerk, "guardian", ends_on=date(2026, 7, 1))
    assert acts_no_more(str(guardian.pk), date(2026, 7, 2)) and not acts_no_more(str(guardian.pk), date(2026, 7, 1))


def test_a_merged_file_is_not_written_to(person, clerk):
    other = submitted(clerk, data(identity(6))).subject
    Person.objects.filter(pk=person.pk).update(merged_into=other)
    assert nobody_reads(str(person.pk), clerk.on) and not nobody_reads(str(other), clerk.on)


@pytest.mark.parametrize("page", ["see_post", "print_letters"])
def test_a_look_at_letters_is_a_look_at_the_person(person, post, clerk, page):
    post.sweep(date(2026, 6, 10))
    post.hand_over()
    at(clerk).get(reverse(page))
    assert Look.objects.filter(page=page, shown__contains=[person.pk]).exists()


def test_whoever_left_is_not_told_to_pay(person, post):
    post.sweep(date(2026, 9, 1))
    Enrolment.objects.filter(person=person).update(ends_on=date(2026, 11, 30))
    post.hand_over()
    assert PersonMessage.objects.get(stage="window_opens").skipped == "overtaken"
