"""Changes of an enrolment as a clerk and a reviewer meet them: pages, words in three languages, papers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import IssuedPaper, Look
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.possible import OF_THE_DEAD
from enrolment.changes.services import recording
from enrolment.changes.services.papers import CHANGE_RECEIPT, TRANSFER_PROOF, issue_change_paper, papers_offered
from enrolment.models import Enrolment, EnrolmentChange
from tests.accounts import at
from tests.builders import JIMEI, op, scanned

pytestmark = pytest.mark.django_db


def sent(case, **fields) -> dict:
    case.refresh_from_db()
    return {"seen": case.version, "op": str(op()), **fields}


def test_the_choice_says_what_each_change_does_and_why_another_is_closed(counter, person):
    page = at(counter.clerk).get(reverse("choose_change", args=[person.pk]))
    choices = {choice.act.code: choice for choice in page.context["choices"]}
    assert list(choices) == [code for code in table().acts if code not in OF_THE_DEAD]
    # A resident has no personal account and retires from nothing.
    of_employees = ["bind_relative", "retire", "record_years", "pay_back_years"]
    assert [code for code, choice in choices.items() if choice.closed] == ["resume", *of_employees]
    body = page.content.decode()
    assert reverse("open_change", args=[person.pk, "end"]) in body
    assert reverse("open_change", args=[person.pk, "resume"]) not in body
    assert Look.objects.filter(page="choose_change", shown__contains=[person.pk]).count() == 1
    assert person.name not in body


def test_an_act_under_way_leads_to_its_case(counter, person):
    case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    body = at(counter.clerk).get(reverse("choose_change", args=[person.pk])).content.decode()
    assert reverse("see_case", args=[case.pk]) in body
    assert reverse("open_change", args=[person.pk, "suspend"]) not in body


@pytest.mark.parametrize(("role", "office", "status"), [("reviewer", None, 403), ("counter_clerk", JIMEI, 404)])
def test_who_may_not_ask_sees_no_form(person, staff, role, office, status):
    officer = staff(role, office) if office else staff(role)
    client = at(officer)
    assert client.get(reverse("choose_change", args=[person.pk])).status_code == status
    assert client.get(reverse("open_change", args=[person.pk, "end"])).status_code == status


def test_no_such_change_is_no_page(counter, person):
    assert at(counter.clerk).get(reverse("open_change", args=[person.pk, "fly"])).status_code == 404


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(counter, person):
    address = reverse("open_change", args=[person.pk, "end"])
    answer = at(counter.clerk).post(
        address,
        {"reason": "left_place", "account": "kept", "takes_effect_on": "2020-01-01", "received_on": "2026-06-10"},
    )
    assert answer.status_code == 422 and answer.context["form"].errors.keys() == {"takes_effect_on"}
    assert 'value="2020-01-01"' in answer.content.decode() and not EnrolmentChange.objects.exists()


def test_a_journey_out_of_the_area_from_the_page_of_the_person_to_the_proof(counter, person):
    clerk, reviewer = at(counter.clerk), at(counter.reviewer)
    fields = {
        "takes_effect_on": "2026-06-30",
        "area_code": "510100",
        "area_name": "成都市",
        "account": "kept",
        "received_on": "2026-06-10",
    }
    opened = clerk.post(reverse("open_change", args=[person.pk, "transfer_out"]), fields)
    case = EnrolmentChange.objects.select_related("case").get().case
    assert opened["Location"] == reverse("see_case", args=[case.pk])
    scanned(case, counter.clerk, "identity_document")
    record = reverse("record_change", args=[case.pk])
    empty = reviewer.post(record, sent(case, confirmation=""))
    assert empty.status_code == 422 and empty.context["form"].errors.keys() == {"confirmation"}
    assert reviewer.post(record, sent(case, confirmation="zc-7788")).status_code == 302
    body = reviewer.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "ZC-7788" in body and "2026-06-30" in body
    printed = reviewer.post(reverse("issue_transfer_proof", args=[case.pk]), {"op": str(op())})
    assert printed.status_code == 302 and IssuedPaper.objects.get(case=case).kind == "transfer_proof"
    assert Enrolment.objects.get(person=person, superseded_at=None).ends_on == date(2026, 6, 30)


def test_the_page_of_a_case_says_what_is_missing_with_its_basis(counter, person):
    case = counter.asked(person, "report_death", "2026-06-10", papers=("identity_document",))
    page = at(counter.reviewer).get(reverse("see_case", args=[case.pk]))
    (item,) = page.context["missing"]
    assert item.code == "proof_of_death" and item.legal_basis in page.content.decode()


def test_the_page_costs_the_same_whatever_was_paid_and_recorded(counter, person, django_assert_max_num_queries):
    case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    client = at(counter.reviewer)
    page = reverse("see_case", args=[case.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as first:
        client.get(page)
    counter.recorded(person, "change_scheme", "2026-08-01")
    counter.recorded(person, "end", "2026-12-31", reason="left_place", account="kept")
    with django_assert_max_num_queries(len(first)):
        client.get(page)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_receipt_says_what_was_asked_for_and_what_came_of_it(counter, person, language):
    case = counter.asked(person, "suspend", "2026-07-01", reason="away")
    type(case).objects.filter(pk=case.pk).update(client_language=language)
    case.refresh_from_db()
    paper = issue_change_paper(case, CHANGE_RECEIPT, by=counter.clerk, on=counter.clerk.on)
    assert paper.facts["state"] == "requested" and paper.facts["due"]["legal"] == "2026-06-25"
    assert paper.facts["day"] == "2026-07-01" and len(paper.facts["papers"]) == 1
    assert paper.languages.split(",")[-1] == language
    change = counter.record(case)
    later = issue_change_paper(change.case, CHANGE_RECEIPT, by=counter.reviewer, on=counter.reviewer.on)
    assert (later.facts["state"], later.facts["decided_on"]) == ("recorded", "2026-06-10")
    assert later.facts["cover"][0]["from"] == "2026-06-10"
    assert person.documents.get().kind.name not in str(later.facts), "a paper never says which permit she holds"


def test_a_declined_request_is_handed_out_with_its_remedies_or_not_at_all(counter, person):
    case = counter.asked(person, "report_death", "2026-06-10", papers=("identity_document",))
    step = {"by": counter.reviewer, "on": counter.reviewer.on, "seen": case.version, "op": op()}
    case = recording.decline_change(case.pk, "papers_missing", **step)
    assert TRANSFER_PROOF not in papers_offered(case)
    office = case.office
    for name in ("reconsideration_organ", "court"):
        for code in ("zh_hans", "zh_hant", "en"):
            setattr(office, f"{name}_{code}", "")
    office.save()
    with pytest.raises(Blocked) as blocked:
        issue_change_paper(case, CHANGE_RECEIPT, by=counter.reviewer, on=counter.reviewer.on)
    assert [reason.code for reason in blocked.value.reasons] == ["no_remedies"]
    for name in ("reconsideration_organ", "court"):
        for code in ("zh_hans", "zh_hant", "en"):
            setattr(office, f"{name}_{code}", "某机关")
    office.save()
    paper = issue_change_paper(case, CHANGE_RECEIPT, by=counter.reviewer, on=counter.reviewer.on)
    assert len(paper.facts["missing"]) == 1 and paper.facts["court"]["en"] == "某机关"
