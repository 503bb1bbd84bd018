"""A key detail corrected with proof by a second officer, within the limit of changes: a new dated row with its source."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Deadline, Event
from enrolment.changes.services.papers import CHANGE_RECEIPT, issue_change_paper
from enrolment.changes.words import SEX_FOLLOWS
from enrolment.models import (
    EnrolmentChange,
    IdentityDocument,
    Person,
    PersonFacts,
    PossibleDuplicate,
    Representative,
)
from enrolment.persons.services.documents import close_document
from tests.accounts import at
from tests.builders import data, enrolled, identity, residence_permit
from tests.enrolment.changes.test_changes import codes
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db
PAPERS = ("identity_document", "proof_of_details")


def asked(counter, person, about, claimed, papers=PAPERS):
    return counter.asked(person, "change_details", papers=papers, about=about, claimed=claimed)


def corrected(counter, person, about, claimed) -> Person:
    counter.record(asked(counter, person, about, claimed))
    return Person.objects.get(pk=person.pk)


def test_a_name_is_corrected_as_a_new_dated_row_with_this_case_as_its_source(counter, person):
    before, moment = person.name, timezone.now()
    case = asked(counter, person, "name", "陳小華")
    assert Deadline.objects.get(case=case).rule == "enrolment.change_limit"
    counter.record(case)
    person.refresh_from_db()
    facts = PersonFacts.objects.get(person=person, superseded_at=None)
    assert (person.name, facts.name, facts.case_id) == ("陳小華", "陳小華", case.pk)
    assert (facts.verified_by, facts.recorded_by) == (counter.reviewer.user, counter.clerk.user)
    old = PersonFacts.objects.filter(person=person, recorded_at__lte=moment).latest("recorded_at")
    assert old.name == before, "what it said stays"


@pytest.mark.parametrize(
    ("about", "claimed", "attribute"),
    [("latin_name", "CHEN HSIAO HUA", "CHEN HSIAO HUA")],
)
def test_other_details(counter, person, about, claimed, attribute):
    assert getattr(corrected(counter, person, about, claimed), about) == attribute


@pytest.mark.parametrize(
    ("about", "claimed", "code"),
    [
        ("name", "", "no_value"),
        ("shoe", "42", "no_detail"),
        ("sex", "male", "contradicted"),
        ("birth_on", "1991-02-03", "contradicted"),
        ("birth_on", "1990-01-01", "same_value"),
        ("number", "12", "no_such_number"),
        ("number", residence_permit(date(1991, 2, 3), 10), "no_such_number"),
    ],
)
def test_what_stands_against_it(counter, person, about, claimed, code):
    with pytest.raises(Blocked) as blocked:
        asked(counter, person, about, claimed)
    assert codes(blocked) == [code]


def test_without_its_proof_nothing_is_corrected(counter, person):
    case = asked(counter, person, "name", "陳小華", papers=("identity_document",))
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["papers_missing"]


def test_a_wrong_number_is_closed_and_the_right_one_is_a_row_of_its_own(counter, person):
    right = identity(10).number
    wrong = IdentityDocument.objects.get(person=person, superseded_at=None)
    corrected(counter, person, "number", right)
    now = IdentityDocument.objects.get(person=person, superseded_at=None)
    assert (now.number.open_for_work(), now.kind_id, now.verified_by) == (right, wrong.kind_id, counter.reviewer.user)
    wrong.refresh_from_db()
    assert wrong.superseded_at is not None
    assert {"add_document", "close_document"} <= set(
        Event.objects.filter(subject=person.pk).values_list("verb", flat=True)
    )


def test_a_number_of_somebody_else_is_refused_when_asked_and_when_recorded(counter, person):
    enrolled(counter.clerk, counter.reviewer, data(identity(4)))
    with pytest.raises(Blocked) as blocked:
        asked(counter, person, "number", identity(4).number)
    assert codes(blocked) == ["number_taken"]
    case = asked(counter, person, "number", identity(6).number)
    enrolled(counter.clerk, counter.reviewer, data(identity(6)))
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["number_taken"]


def test_it_is_asked_for_on_a_page_and_what_was_typed_stays(counter, person):
    client, address = at(counter.clerk), reverse("open_change", args=[person.pk, "change_details"])
    sent = {"about": "birth_on", "claimed": "31.2.1990", "received_on": "2026-06-10"}
    wrong = client.post(address, sent)
    assert wrong.status_code == 422 and "31.2.1990" in wrong.content.decode()
    assert client.post(address, sent | {"about": "sex", "claimed": "x"}).status_code == 422
    done = client.post(address, sent | {"about": "name", "claimed": " 陳　小華 "})
    assert done.status_code == 302
    change = EnrolmentChange.objects.get(act="change_details")
    paper = issue_change_paper(change.case, CHANGE_RECEIPT, by=counter.clerk, on=counter.clerk.on)
    assert "陳 小華" in page_of(paper)
    assert (change.about, change.claimed.open_for_work()) == ("name", "陳 小華")
    body = client.get(reverse("see_case", args=[change.case_id])).content.decode()
    assert "陳 小華" in body


def test_of_a_number_the_page_shows_its_end_alone(counter, person):
    number = identity(10).number
    case = asked(counter, person, "number", number)
    body = at(counter.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert number not in body and number[-4:] in body


def test_the_day_is_one_that_can_be_a_birth(counter, person):
    with pytest.raises(Blocked):
        asked(counter, person, "birth_on", date(2027, 1, 1).isoformat())


def test_a_guardian_acts_until_the_day_before_majority_by_the_right_birth(counter, person):
    case = asked(counter, person, "name", "陳小華")
    counter.record(case)
    # Documents whose numbers say no day of birth.
    for document in person.documents.all():
        close_document(document, by=counter.reviewer, case=case)
    row = Representative(
        person=person,
        kind="guardian",
        name="陳母",
        relation="mother",
        starts_on=date(2026, 6, 1),
        ends_on=date(2027, 1, 1),
        case=case,
        recorded_by=counter.clerk.user,
        verified_on=date(2026, 6, 1),
        verified_by=counter.reviewer.user,
    )
    row.number = "A1"
    row.save(force_insert=True)
    corrected(counter, person, "birth_on", "2010-06-11")
    rows = Representative.objects.filter(person=person, ended_on=None)
    assert [(one.starts_on, one.ends_on) for one in rows] == [(counter.reviewer.on, date(2028, 6, 10))]
    row.refresh_from_db()
    assert (row.ended_on, row.ends_on) == (counter.reviewer.on, date(2027, 1, 1)), "what it said stays"
    corrected(counter, person, "birth_on", "2007-06-11")
    assert not rows.all().exists()


BORN, RIGHT = "1991-02-03", residence_permit(date(1991, 2, 3), 10)


def both(counter, person, number=RIGHT, birth=BORN):
    """Number and birth date inside it asked to be corrected together."""
    return counter.asked(
        person, "change_details", papers=PAPERS, about="number_birth", claimed=number, claimed_birth=birth
    )


def test_a_number_and_the_birth_date_inside_it_are_corrected_by_one_act_of_two(counter, person):
    namesake = identity(2, number=residence_permit(date(1991, 2, 3), 12), birth_on=date(1991, 2, 3))
    other = enrolled(counter.clerk, counter.reviewer, data(namesake)).subject
    assert not PossibleDuplicate.objects.exists()
    case = both(counter, person)
    with pytest.raises(Blocked) as blocked:
        CaseFile.objects.filter(pk=case.pk).update(opened_by=counter.reviewer.user)
        counter.record(case)
    assert codes(blocked) == ["own_request"]
    CaseFile.objects.filter(pk=case.pk).update(opened_by=counter.clerk.user)
    counter.record(case)
    corrected, now = (
        Person.objects.get(pk=person.pk),
        IdentityDocument.objects.get(person=person, superseded_at=None),
    )
    facts = PersonFacts.objects.get(person=person, superseded_at=None)
    assert (corrected.birth_on, now.number.open_for_work()) == (date(1991, 2, 3), RIGHT)
    assert (facts.birth_on, facts.document_id, facts.case_id) == (date(1991, 2, 3), now.pk, case.pk)
    assert (facts.verified_by, facts.recorded_by) == (counter.reviewer.user, counter.clerk.user)
    pair = PossibleDuplicate.objects.get()
    assert {pair.first_id, pair.second_id} == {person.pk, other}, "whoever may be the same human is looked for anew"


@pytest.mark.parametrize(("sequence", "sex", "says"), [(11, "male", True), (14, "female", False)])
def test_the_sex_that_the_right_number_says_is_corrected_with_it(counter, person, sequence, sex, says):
    number = residence_permit(date(1990, 1, 1), sequence)
    case = counter.asked(person, "change_details", papers=PAPERS, about="number", claimed=number)
    page = at(counter.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert (str(SEX_FOLLOWS) in page) is says
    counter.record(case)
    facts = PersonFacts.objects.get(person=person, superseded_at=None)
    assert (Person.objects.get(pk=person.pk).sex, facts.sex) == (sex, sex)
    # What it did is read later, too, on the page and on the paper.
    page = at(counter.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    paper = issue_change_paper(case, CHANGE_RECEIPT, by=counter.clerk, on=counter.clerk.on)
    assert (str(SEX_FOLLOWS) in page, str(SEX_FOLLOWS) in page_of(paper)) == (says, says)
    counter.record(both(counter, person, residence_permit(date(1991, 2, 3), 13), "1991-02-03"))
    assert Person.objects.get(pk=person.pk).sex == "male"


def test_another_document_that_says_another_sex_stands_against_the_number(counter, person):
    row = IdentityDocument.objects.get(person=person, superseded_at=None)
    second = IdentityDocument(
        person=person, kind_id="hk_residence_permit", number_hash=b"x" * 32, name_on_document=row.name_on_document
    )
    second.number = residence_permit(sequence=14, prefix="810000")
    second.save(force_insert=True)
    with pytest.raises(Blocked) as blocked:
        counter.asked(
            person, "change_details", papers=PAPERS, about="number", claimed=residence_permit(date(1990, 1, 1), 11)
        )
    assert codes(blocked) == ["contradicted"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"birth": ""}, "no_birth"),
        ({"birth": "1990-01-01"}, "same_birth"),
        ({"birth": "1991-02-04"}, "no_such_number"),
        ({"birth": "2027-01-01"}, "born_later"),
        ({"number": "12"}, "no_such_number"),
    ],
)
def test_what_stands_against_number_and_birth_together(counter, person, change, code):
    with pytest.raises(Blocked) as blocked:
        both(counter, person, **change)
    assert codes(blocked) == [code]


def test_another_document_that_says_the_old_birth_date_stands_against_it(counter, person):
    row = IdentityDocument.objects.get(person=person, superseded_at=None)
    second = IdentityDocument(
        person=person, kind_id="hk_residence_permit", number_hash=b"x" * 32, name_on_document=row.name_on_document
    )
    second.number = residence_permit(sequence=14, prefix="810000")
    second.save(force_insert=True)
    with pytest.raises(Blocked) as blocked:
        both(counter, person)
    assert codes(blocked) == ["contradicted"]


def test_guardians_follow_the_birth_date_of_a_corrected_number(counter, person):
    case = counter.asked(person, "change_details", papers=PAPERS, about="name", claimed="陳小華")
    row = Representative(
        person=person,
        kind="guardian",
        name="陳母",
        relation="mother",
        starts_on=date(2026, 6, 1),
        ends_on=date(2027, 1, 1),
        case=case,
        recorded_by=counter.clerk.user,
        verified_on=date(2026, 6, 1),
        verified_by=counter.reviewer.user,
    )
    row.number = "A1"
    row.save(force_insert=True)
    counter.record(case)
    counter.record(both(counter, person, residence_permit(date(2010, 6, 11), 10), "2010-06-11"))
    (now,) = Representative.objects.filter(person=person, ended_on=None)
    assert (now.starts_on, now.ends_on) == (counter.reviewer.on, date(2028, 6, 10))


def test_number_and_birth_are_asked_for_on_the_page(counter, person):
    client, address = at(counter.clerk), reverse("open_change", args=[person.pk, "change_details"])
    sent = {"about": "number_birth", "claimed": RIGHT, "received_on": "2026-06-10"}
    for more in ({}, {"claimed_birth": "3.2.91"}, {"about": "name", "claimed": "陳小華", "claimed_birth": BORN}):
        wrong = client.post(address, sent | more)
        assert wrong.status_code == 422 and "claimed_birth" in wrong.context["form"].errors
    assert client.post(address, sent | {"claimed_birth": BORN}).status_code == 302
    change = EnrolmentChange.objects.get(act="change_details")
    body = at(counter.reviewer).get(reverse("see_case", args=[change.case_id])).content.decode()
    assert RIGHT not in body and f"…{RIGHT[-4:]} · {BORN}" in body
