"""What an application is asked for and comes back with: each thing by name, with an answer that stays."""

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from casework.engine.refusals import Blocked
from casework.evidence.services.evidence import store_evidence
from casework.models import CaseFile, IssuedPaper, Office
from enrolment.applications.forms.asked import questions_of
from enrolment.applications.queries.admission import come_back_by
from enrolment.applications.queries.asked_words import asked_lines
from enrolment.applications.services import applications, refusals
from enrolment.applications.services.asked import Answered, AskedFor, Way, field_of
from enrolment.models import AskedThing
from tests.accounts import at
from tests.builders import NOT_PROVEN, answered, data, employer, identity, op, submitted, to_bring, to_correct
from tests.casework.evidence.evidence_samples import picture, upload
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


def step(by, case, on=None):
    return {"by": by, "on": on or by.on, "seen": case.version, "op": op()}


@pytest.fixture
def returned(clerk, reviewer):
    """Asked for a paper and for the name."""
    case = submitted(clerk, data(identity(4)))
    asked = to_bring("identity_document") + to_correct("name")
    return applications.return_for_papers(case.pk, asked, **step(reviewer, case))


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


NAME = {"name": Answered("cannot", "證件即如此")}
PAPER = {"identity_document": Answered("brought")}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["asked_unanswered", "asked_unanswered"]),
        (PAPER, ["asked_unanswered"]),
        (PAPER | {"name": Answered("cannot")}, ["cannot_without_reason"]),
        (PAPER | {"name": Answered("corrected")}, ["not_corrected"]),
        # A field that differs is not "brought", a paper not "corrected".
        (PAPER | {"name": Answered("brought")}, ["asked_unanswered"]),
        (NAME | {"identity_document": Answered("corrected")}, ["asked_unanswered"]),
    ],
)
def test_nothing_goes_back_unanswered(returned, clerk, answers, expected):
    with pytest.raises(Blocked) as blocked:
        applications.submit_application(returned.pk, data(identity(4), answers=answers), **step(clerk, returned))
    assert codes(blocked) == expected
    assert CaseFile.objects.get(pk=returned.pk).state == "returned"
    assert not AskedThing.objects.exclude(answer="").exists()


def test_the_answers_stay_with_who_and_when(returned, clerk, reviewer):
    later = clerk.on + timedelta(days=3)
    case = applications.submit_application(
        returned.pk, data(identity(4), answers=PAPER | NAME), **step(clerk, returned, later)
    )
    said = {
        thing.code: (thing.answer, thing.note, thing.answered_by, thing.answered_on)
        for thing in case.enrolment_application.asked.all()
    }
    assert said == {
        "identity_document": ("brought", "", clerk.user, later),
        "name": ("cannot", "證件即如此", clerk.user, later),
    }
    event = case.events.filter(verb="submit_application").first()
    assert event.facts["answers"] == {"identity_document": "brought", "name": "cannot"}
    # Asked again, the first answers stand beside the new questions.
    case = applications.return_for_papers(case.pk, to_correct("sex"), **step(reviewer, case, later))
    lines = asked_lines(case.enrolment_application)
    assert [(line.thing.round, line.thing.code, line.thing.answer) for line in lines] == [
        (2, "sex", ""),
        (1, "identity_document", "brought"),
        (1, "name", "cannot"),
    ]


def test_an_answer_is_given_once_and_a_question_stands(returned, clerk):
    applications.submit_application(returned.pk, data(identity(4), answers=PAPER | NAME), **step(clerk, returned))
    for change in ({"answer": "corrected"}, {"words": "別的"}, {"note": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            AskedThing.objects.filter(code="name").update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        AskedThing.objects.all().delete()


@pytest.mark.parametrize("reason", ["unreadable", "missing", "expired"])
def test_what_cannot_be_read_may_be_brought_anew(clerk, reviewer, reason):
    case = submitted(clerk, data(identity(4)))
    asked = [AskedFor(code="number", way=Way.CORRECT, reason=reason)]
    case = applications.return_for_papers(case.pk, asked, **step(reviewer, case))
    case = applications.submit_application(case.pk, answered(case, data(identity(4)), "brought"), **step(clerk, case))
    assert case.state == "submitted"


def test_the_first_day_stays_and_cannot_lie_behind_the_return(returned, clerk):
    late = answered(returned, data(identity(4), received_on=clerk.on + timedelta(days=2)))
    with pytest.raises(Blocked) as blocked:
        applications.submit_application(returned.pk, late, **step(clerk, returned, clerk.on + timedelta(days=5)))
    assert codes(blocked) == ["received_later"]


def test_the_client_is_asked_for_something(clerk, reviewer):
    case = submitted(clerk, data(identity(4)))
    for asked, code in (([], "nothing_missing"), ([AskedFor(code="student_proof", way=Way.FETCH)], "only_fetched")):
        with pytest.raises(Blocked) as blocked:
            applications.return_for_papers(case.pk, asked, **step(reviewer, case))
        assert codes(blocked) == [code]


# What the pages do


def test_the_sheet_asks_for_each_answer_and_a_corrected_field_answers_for_itself(returned, clerk):
    client, address = at(clerk), reverse("intake", args=[returned.pk])
    shown = client.get(address)
    page = shown.content.decode()
    assert 'name="asked_1_name"' in page and 'name="why_1_identity_document"' in page
    sent = filled(shown) | {"action": "check_answers"}
    assert (sent["received_on"], sent["completed_on"]) == (clerk.on.isoformat(), localdate().isoformat())
    answer = client.post(address, sent)
    assert answer.status_code == 422 and answer.content.decode().count('class="field-error"') == 2
    sent |= {"name": "陳曉明", "asked_1_identity_document": "brought", "why_1_identity_document": "帶了正本"}
    assert client.post(address, sent).status_code == 302
    check = client.get(reverse("check_answers", args=[returned.pk]))
    assert "帶了正本" in check.content.decode()
    done = client.post(reverse("check_answers", args=[returned.pk]), filled(check))
    assert done.status_code == 302 and CaseFile.objects.get(pk=returned.pk).state == "submitted"
    assert dict(AskedThing.objects.values_list("code", "answer")) == {
        "identity_document": "brought",
        "name": "corrected",
    }
    assert CaseFile.objects.get(pk=returned.pk).received_on == clerk.on


def test_the_return_form_has_two_lists_and_demands_nothing_that_may_not_be_demanded(clerk, reviewer):
    case = submitted(clerk, data(identity(4), path="student", school="廈門大學"))
    client, address = at(reviewer), reverse("return_for_papers", args=[case.pk])
    shown = client.get(address)
    page = shown.content.decode()
    bring, correct = (re.findall(rf'name="{name}" value="(\w+)"', page) for name in ("bring", "correct"))
    assert bring == ["identity_document"] and "name" in correct and "school" in correct
    assert re.findall(r'name="instead_student_proof" value="(\w*)"', page) == ["", "fetch", "promise"]
    sent = filled(shown) | {"words_identity_document": "背面看不清", "instead_student_proof": "fetch"}
    alone = client.post(address, sent)
    assert alone.status_code == 422
    assert client.post(address, sent | {"bring": "identity_document"}).status_code == 302
    asked = list(AskedThing.objects.values_list("code", "way", "words"))
    assert asked == [("identity_document", "bring", "背面看不清"), ("student_proof", "fetch", "")]
    row = CaseFile.objects.get(pk=case.pk).enrolment_application
    assert row.come_back_by == come_back_by(case, localdate())


def test_the_client_is_asked_back_within_ten_working_days(clerk):
    # The Dragon Boat break lies between.
    assert come_back_by(submitted(clerk), date(2026, 6, 10)) == date(2026, 6, 25)


def take_in(client, clerk) -> CaseFile:
    """A sheet ready to be sent, on its check page."""
    client.post(reverse("open_application"), {})
    case = CaseFile.objects.order_by("-opened_at").first()
    who = identity(4)
    sheet = {
        "kind": who.kind,
        "number": who.number,
        "name": who.name,
        "birth_on": who.birth_on.isoformat(),
        "sex": who.sex,
        "language": "zh-hant",
        "path": "non_working",
        "received_on": clerk.on.isoformat(),
        "seen": "0",
        "op": str(op()),
    }
    answer = client.post(reverse("intake", args=[case.pk]), sheet | {"action": "check_answers"})
    assert answer.status_code == 302
    return case


def test_papers_that_are_missing_are_told_before_anything_is_sent(clerk):
    client = at(clerk)
    case = take_in(client, clerk)
    address = reverse("check_answers", args=[case.pk])
    shown = client.get(address)
    back = come_back_by(case, localdate()).isoformat()
    page = shown.content.decode()
    assert page.count('value="submit_incomplete"') == 1 and back in page
    sent = filled(shown) | {"action": "submit_incomplete"}
    for _twice in range(2):
        assert client.post(address, sent).status_code == 302
    case.refresh_from_db()
    paper = IssuedPaper.objects.get(case=case)
    assert (case.state, case.assigned_to, paper.kind) == ("returned", clerk.user, "missing_papers_notice")
    assert [item["name"]["en"] for item in paper.facts["missing"]] == ["Valid identity document (both sides)"]
    assert (paper.facts["come_back_by"], paper.facts["office_hours"]["zh-hans"]) == (
        back,
        "周一至周五 9:00至17:00",
    )
    assert case.deadlines.filter(superseded_by=None).count() == 1


@pytest.mark.parametrize("kept", [True, False])
def test_originals_that_are_here_need_no_notice(clerk, kept):
    client = at(clerk)
    case = take_in(client, clerk)
    if kept:
        store_evidence(case.pk, upload("a.jpg", picture()), "identity_document", by=clerk)
    address = reverse("check_answers", args=[case.pk])
    shown = client.get(address)
    assert ('value="submit_incomplete"' in shown.content.decode()) is not kept
    assert client.post(address, filled(shown) | {"action": "submit_seen"}).status_code == 302
    case.refresh_from_db()
    assert case.state == "submitted" and not IssuedPaper.objects.filter(case=case).exists()


def test_nothing_is_incomplete_when_everything_is_here(clerk):
    client = at(clerk)
    case = take_in(client, clerk)
    store_evidence(case.pk, upload("a.jpg", picture()), "identity_document", by=clerk)
    address = reverse("check_answers", args=[case.pk])
    sent = filled(client.get(address)) | {"action": "submit_incomplete"}
    assert client.post(address, sent).status_code == 422
    assert CaseFile.objects.get(pk=case.pk).state == "draft"


@pytest.mark.parametrize(
    ("code", "way"),
    [("student_proof", "bring"), ("anything", "bring"), ("name", "bring"), ("identity_document", "promise")],
)
def test_nothing_is_demanded_that_may_not_be(clerk, reviewer, code, way):
    case = submitted(clerk, data(identity(4), path="student", school="廈門大學"))
    with pytest.raises(Blocked) as blocked:
        applications.return_for_papers(case.pk, [AskedFor(code=code, way=way)], **step(reviewer, case))
    assert codes(blocked) == ["not_to_be_demanded"]


def test_a_thing_is_asked_once_however_often_it_is_named(clerk, reviewer):
    case = submitted(clerk, data(identity(4)))
    twice = to_bring("identity_document", "identity_document")
    applications.return_for_papers(case.pk, twice, **step(reviewer, case))
    assert AskedThing.objects.count() == 1


def test_a_scan_that_was_asked_about_is_no_answer(clerk, reviewer):
    """It lay there when the same paper was asked for, on the same day."""
    case = submitted(clerk, data(identity(4)))
    store_evidence(case.pk, upload("a.jpg", picture()), "identity_document", by=clerk)
    case = applications.return_for_papers(case.pk, to_bring("identity_document"), **step(reviewer, case))
    assert questions_of(case).brought == frozenset()
    store_evidence(case.pk, upload("b.jpg", picture(size=(90, 60))), "identity_document", by=clerk)
    assert questions_of(case).brought == {"identity_document"}


def test_answers_belong_to_their_round(returned, clerk, reviewer):
    first = {field_of(thing) for thing in questions_of(returned).things}
    case = applications.submit_application(returned.pk, answered(returned, data(identity(4))), **step(clerk, returned))
    case = applications.return_for_papers(case.pk, to_bring("identity_document"), **step(reviewer, case))
    assert not first & {field_of(thing) for thing in questions_of(case).things}


def test_words_without_a_tick_are_not_lost(clerk, reviewer):
    case = submitted(clerk, data(identity(4)))
    client, address = at(reviewer), reverse("return_for_papers", args=[case.pk])
    sent = filled(client.get(address)) | {"correct": "name", "words_identity_document": "背面"}
    assert client.post(address, sent).status_code == 422
    assert CaseFile.objects.get(pk=case.pk).state == "submitted"


def test_a_field_that_went_with_its_path_answers_for_itself(clerk, reviewer):
    at_work = employer(clerk)
    working = {"path": "employed", "employer_uscc": at_work.uscc, "employer_name": at_work.name}
    case = submitted(clerk, data(identity(4), **working, work_began_on=clerk.on))
    case = applications.return_for_papers(case.pk, to_correct("employer"), **step(reviewer, case))
    client, address = at(clerk), reverse("intake", args=[case.pk])
    sent = filled(client.get(address)) | {"path": "non_working", "action": "check_answers"}
    assert client.post(address, sent).status_code == 302


def test_a_refusal_that_could_not_be_handed_out_is_not_taken(clerk, reviewer):
    case = submitted(clerk, data(identity(4)))
    Office.objects.filter(pk=case.office_id).update(court_zh_hans="")
    with pytest.raises(Blocked) as blocked:
        refusals.refuse(case.pk, NOT_PROVEN, **step(reviewer, case))
    assert "no_remedies" in codes(blocked) and CaseFile.objects.get(pk=case.pk).state == "submitted"
