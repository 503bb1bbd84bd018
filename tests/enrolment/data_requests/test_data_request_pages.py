"""A request as a clerk and a reviewer meet it: from the page of the person to the paper; words in three languages."""

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import IssuedPaper, Look
from enrolment.data_requests.services import papers
from enrolment.data_requests.services.papers import papers_offered
from enrolment.models import DataRequest, Person
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, scanned
from tests.enrolment.receipts.test_receipts import page_of
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db


def test_a_journey_from_the_page_of_the_person_to_the_answer(counter, person):
    clerk, reviewer = at(counter.clerk), at(counter.reviewer)
    choose = reverse("choose_data_request", args=[person.pk])
    assert choose in clerk.get(reverse("see_person", args=[person.pk])).content.decode()
    address = reverse("open_data_request", args=[person.pk, "correct", "name"])
    assert address in clerk.get(choose).content.decode()
    form = clerk.get(address)
    assert person.name not in form.content.decode()
    opened = clerk.post(address, filled(form) | {"claimed": "陳曉明"})
    case = DataRequest.objects.select_related("case").get().case
    assert opened["Location"] == reverse("see_case", args=[case.pk])
    scanned(case, counter.clerk, "identity_document", "proof_of_value")
    decide = reverse("grant_data_request", args=[case.pk])
    shown = reviewer.get(decide)
    assert "陳曉明" in shown.content.decode()
    assert Look.objects.filter(page="grant_data_request", case=case).count() == 1
    assert reviewer.post(decide, filled(shown)).status_code == 302
    person.refresh_from_db()
    assert person.name == "陳曉明"
    page = clerk.get(reverse("see_case", args=[case.pk])).content.decode()
    assert reverse("issue_data_request_answer", args=[case.pk]) in page and "陳曉明" not in page


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(counter, person):
    address = reverse("open_data_request", args=[person.pk, "correct", "birth_on"])
    client = at(counter.clerk)
    answer = client.post(address, filled(client.get(address)) | {"claimed": "1991-01-01"})
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"claimed"}
    assert 'value="1991-01-01"' in answer.content.decode() and not DataRequest.objects.exists()


@pytest.mark.parametrize(("role", "office", "status"), [("reviewer", None, 403), ("counter_clerk", JIMEI, 404)])
def test_who_may_not_ask_sees_no_form(person, staff, role, office, status):
    client = at(staff(role, office) if office else staff(role))
    assert client.get(reverse("choose_data_request", args=[person.pk])).status_code == status
    assert client.get(reverse("open_data_request", args=[person.pk, "copy"])).status_code == status


@pytest.mark.parametrize(
    "rest", [["fly"], ["copy", "name"], ["delete", "name"], ["restrict", "enrolment"], ["correct"]]
)
def test_no_such_request_is_no_page(counter, person, rest):
    assert at(counter.clerk).get(reverse("open_data_request", args=[person.pk, *rest])).status_code == 404


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh-hans", ("行政复议", "法定保存期限未届满", "删除")),
        ("zh-hant", ("行政復議", "法定保存期限未屆滿", "刪除")),
        ("en", ("reconsideration", "term of keeping laid down by law", "Delete")),
    ],
)
def test_a_refusal_is_printed_with_ground_reason_and_remedies(counter, language, says, today):
    done = enrolled(counter.clerk, counter.reviewer, data(identity(6, language=language)))
    person = Person.objects.get(pk=done.subject)
    person.home_office.reconsideration_organ = "厦门市医疗保障局"
    for name in ("reconsideration_organ", "court"):
        for column in ("zh_hans", "zh_hant", "en"):
            setattr(person.home_office, f"{name}_{column}", f"{name} {column}")
    person.home_office.save()
    case = counter.asked(person, "delete", "other", words="全部")
    receipt = papers.issue_data_request_receipt(case, by=counter.clerk, on=today)
    assert receipt.facts["due"]["legal"] == "2026-07-02"
    counter.refuse(case, "law_keeps", "参保登记永久保存")
    paper = papers.issue_data_request_answer(case, by=counter.clerk, on=today)
    page = page_of(paper)
    assert all(words in page for words in says) and "参保登记永久保存" in page
    assert paper.facts["ground"]["en"].startswith("The term of keeping")


def test_no_refusal_is_handed_out_that_cannot_say_where_it_is_complained_of(counter, person, today):
    person.home_office.reconsideration_organ_zh_hans = ""
    person.home_office.save()
    case = counter.asked(person, "copy")
    counter.refuse(case, "secret")
    with pytest.raises(Blocked) as blocked:
        papers.issue_data_request_answer(case, by=counter.clerk, on=today)
    assert [reason.code for reason in blocked.value.reasons] == ["no_remedies"]


def test_a_paper_shows_no_number_and_no_value_that_is_sealed(counter, person, today):
    case = counter.asked(person, "correct", "telephone", claimed="0592 7654321")
    facts = str(papers.issue_data_request_receipt(case, by=counter.clerk, on=today).facts)
    assert "7654321" not in facts and "····4321" in facts and identity(4).number not in facts


def test_a_granted_copy_is_printed_from_its_case(counter, person, today):
    request = counter.granted(person, "copy")
    client = at(counter.clerk, proven=True)
    address = reverse("issue_requested_copy", args=[request.case_id])
    assert address in client.get(reverse("see_case", args=[request.case_id])).content.decode()
    answer = client.post(address)
    paper = IssuedPaper.objects.get(kind="data_record")
    assert paper.case_id == request.case_id and answer["Location"] == reverse("see_print", args=[paper.pk, 1])


def test_each_state_has_its_papers(counter, person):
    case = counter.asked(person, "explain", words="x")
    assert [kind for kind, _name, _address in papers_offered(case)] == ["data_request_receipt"]
    case = counter.grant(case, answer="x").case
    assert [kind for kind, _name, _address in papers_offered(case)] == ["data_request_answer"]
    case.state = "withdrawn"
    assert papers_offered(case) == []


def test_a_day_before_the_right_was_law_stands_beside_its_field(counter, person):
    address = reverse("open_data_request", args=[person.pk, "copy"])
    client = at(counter.clerk)
    answer = client.post(address, filled(client.get(address)) | {"received_on": "2012-11-29"})
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"received_on"}
