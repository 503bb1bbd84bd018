"""What is held about a person and who looked: complete, masked, on her own paper, whatever office looked."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.models import IssuedPaper, Look
from casework.papers.services.paper_kinds import paper_kind
from enrolment.models import DocumentKind, Person, PersonMessage, ResidenceCheck, Standing
from enrolment.persons.services.contact_choices import choose_channel
from enrolment.receipts.services.data_record import MOST_LOOKS, data_facts, issue_data_record
from tests.accounts import prove
from tests.builders import JIMEI, data, enrolled, identity
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def case(staff, clerk):
    return enrolled(clerk, staff("reviewer"), data(identity(4, telephone="0592 1234567")))


@pytest.fixture
def person(case):
    return Person.objects.get(pk=case.subject)


def test_it_names_what_is_held(case, person, clerk, today):
    facts = issue_data_record(person, by=clerk, on=today).facts
    assert (facts["person"], facts["birth_on"], facts["file"]) == (person.name, "1990-01-01", person.reference)
    assert [one["reference"] for one in facts["cases"]] == [case.reference]
    assert [one["label"]["en"] for one in facts["contacts"]] == ["Telephone"]
    assert len(facts["documents"]) == len(facts["enrolments"]) == 1 and facts["representatives"] == []


def test_it_names_wish_standings_residence_and_messages(case, person, clerk, staff, today):
    empty = issue_data_record(person, by=clerk, on=today)
    assert (empty.facts["wish"], empty.facts["standings"], empty.facts["residence"]) == (None, [], [])
    choose_channel(person, "email", email="chen@example.tw", by=clerk, on=today)
    term = {"starts_on": today, "ends_on": date(2027, 6, 30), "case": case, "recorded_by": clerk.user}
    Standing.objects.create(person=person, kind="disease", detail="糖尿病", **term)
    asked = {"office": clerk.office, "asked_on": today, "silence": "task"}
    ResidenceCheck.objects.create(person=person, year=2026, answer_by=date(2026, 7, 1), **asked)
    PersonMessage.objects.create(
        person=person, stage="answer_given", about="x", day=today, office=clerk.office, written_on=today
    )
    paper = issue_data_record(person, by=clerk, on=today)
    facts = paper.facts
    assert facts["wish"]["how"]["en"] == "By e-mail" and "chen@" not in facts["wish"]["email"]
    assert [one["what"]["en"] for one in facts["standings"]] == ["Chronic or special disease recognised"]
    assert [(one["year"], one["answer"]) for one in facts["residence"]] == [(2026, None)]
    assert facts["messages"] == empty.facts["messages"] + 1
    page = page_of(paper)
    assert "糖尿病" not in page and "门诊慢特病" in page


def test_it_tells_who_looked_wherever_and_why(case, person, clerk, staff, today):
    other = staff("counter_clerk", JIMEI)
    for _again in range(2):
        record_look("see_person", by=clerk, shown=[person.pk])
    record_look("reveal_field", by=clerk, shown=[person.pk], reason="client_present")
    record_look("look_up_identity", by=other, shown=[person.pk], reason="transfer")
    # A look at her case that names the case alone, and one at somebody else.
    record_look("see_evidence", by=clerk, shown=[case.pk], case=case)
    record_look("see_person", by=other, shown=[other.office.pk])
    looks = data_facts(case, person, clerk, today)["looks"]
    told = {(one["page"]["en"], one["by"], one["reason"] and one["reason"]["en"]): one["times"] for one in looks}
    assert told["Page of a person", clerk.user.full_name, None] == 2
    assert any(reason == "The client is at the counter" for _page, _by, reason in told)
    assert [by for _page, by, reason in told if reason and "moved" in reason] == [other.user.full_name]
    assert sum(told.values()) == 5


def test_the_newest_lines_stand_on_it_and_the_rest_is_counted(case, person, clerk, today):
    Look.objects.bulk_create(
        Look(page="see_person", actor=clerk.user, office=clerk.office, shown=[person.pk], reason=f"reason {number}")
        for number in range(MOST_LOOKS + 7)
    )
    facts = data_facts(case, person, clerk, today)
    assert (len(facts["looks"]), facts["more_looks"]) == (MOST_LOOKS, 7)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_it_is_printed_in_her_language_and_names_no_kind_of_permit_and_no_number(staff, clerk, today, language):
    case = enrolled(clerk, staff("reviewer"), data(identity(6, language=language, telephone="0592 1234567")))
    person = Person.objects.get(pk=case.subject)
    page = page_of(issue_data_record(person, by=clerk, on=today))
    kinds = {
        getattr(kind, f"name_{column}")
        for kind in DocumentKind.objects.all()
        for column in ("zh_hans", "zh_hant", "en")
    }
    number = person.documents.get().number.open_for_work()
    assert not [word for word in {*kinds, number, "1234567"} if word and word in page]
    said = {"zh-hans": "查阅、复制", "zh-hant": "查閱、複製", "en": "consult and copy"}[language]
    assert said in page and paper_kind("data_record").version == "3"


def test_queries_do_not_grow_with_looks_and_cases(case, person, clerk, today, django_assert_max_num_queries):
    record_look("see_person", by=clerk, shown=[person.pk])
    with django_assert_max_num_queries(20):
        data_facts(case, person, clerk, today)


def test_the_button_is_on_the_page_of_the_person_and_no_other_office_prints_it(person, clerk, staff):
    client, stranger = Client(), Client()
    for one, officer in ((client, clerk), (stranger, staff("counter_clerk", JIMEI))):
        one.force_login(officer.user)
        prove(one)
    address = reverse("issue_data_record", args=[person.pk])
    assert address in client.get(reverse("see_person", args=[person.pk])).content.decode()
    assert stranger.post(address).status_code == 404
    answer = client.post(address)
    paper = IssuedPaper.objects.get(kind="data_record")
    assert answer["Location"] == reverse("see_print", args=[paper.pk, 1])
