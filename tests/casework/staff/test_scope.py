"""Another office's case is 404, and it shows in no list, count, search or download."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.casefile.queries.visible import visible_case
from casework.desk.queries.work import Filters, counted, open_cases, waiting_counts, work_list
from casework.models import CaseFile
from enrolment.activation.services import open_activation
from enrolment.models import Person
from enrolment.persons.queries.search import people_by_name
from tests.builders import JIMEI, PROVINCE, XIAMEN, data, enrolled, identity, submitted, verified

pytestmark = pytest.mark.django_db

CASE_PAGES = [
    "see_case",
    "intake",
    "check_answers",
    "application_submitted",
    "explain_eligibility",
    "verify_documents",
    "return_for_papers",
    "enrol",
    "refuse",
    "withdraw",
    "review_second",
    "discard_draft",
    "assign_case",
    "check_identity",
    "activate_code",
    "record_authority",
]


def logged_in(officer) -> Client:
    client = Client()
    client.force_login(officer.user)
    return client


@pytest.fixture
def case(staff):
    return submitted(staff("counter_clerk"))


@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "supervisor"])
@pytest.mark.parametrize("page", CASE_PAGES)
def test_a_case_of_another_office_does_not_exist(staff, case, role, page):
    officer = staff(role, JIMEI)
    response = logged_in(officer).get(reverse(page, args=[case.pk]))
    assert response.status_code in (404, 403)
    body = response.content.decode()
    assert case.reference not in body and "陳" not in body
    if response.status_code == 403:
        assert not officer.may(page if page not in ("intake", "check_answers") else "submit_application")


def opens(officer, case) -> bool:
    """Whether its page would be found, by the statement that pages share."""
    return visible_case(officer, case.pk) == case


@pytest.mark.parametrize(
    ("role", "office", "sees"),
    [
        ("reviewer", "350203", True),
        ("supervisor", XIAMEN, True),
        ("auditor", PROVINCE, True),
        ("reviewer", JIMEI, False),
        ("supervisor", "350100", False),
        ("administrator", PROVINCE, False),
        ("finance_officer", "350203", False),
    ],
)
def test_who_sees_a_case_follows_from_role_and_office(staff, case, role, office, sees):
    officer = staff(role, office)
    assert CaseFile.objects.visible_to(officer).filter(pk=case.pk).exists() is sees
    assert opens(officer, case) is sees
    assert counted(open_cases(officer)) == int(sees)


def test_center_staff_see_what_came_through_their_center(staff):
    worker, colleague, partner = staff.center(), staff.center(number=2), staff.center(partner=True)
    mine = submitted(worker)
    theirs = submitted(partner, data(identity(4)))
    at_office = submitted(staff("counter_clerk"), data(identity(6)))
    assert set(CaseFile.objects.visible_to(worker)) == {mine}
    assert set(CaseFile.objects.visible_to(colleague)) == {mine}
    assert set(CaseFile.objects.visible_to(partner)) == {theirs}
    assert set(CaseFile.objects.visible_to(staff.center(partner=True, number=2))) == set()
    assert at_office not in CaseFile.objects.visible_to(worker)
    for one in (worker, colleague, partner, staff.center(partner=True, number=2), staff("institution_manager")):
        known = set(CaseFile.objects.visible_to(one))
        assert {case for case in (mine, theirs, at_office) if opens(one, case)} == known


def test_a_draft_is_its_openers_alone(staff):
    from enrolment.applications.services import applications

    clerk = staff("counter_clerk")
    draft = applications.open_application(by=clerk, language="zh-hant")
    assert CaseFile.objects.visible_to(clerk).get() == draft
    assert not CaseFile.objects.visible_to(staff("counter_clerk", number=2)).exists()
    assert not CaseFile.objects.visible_to(staff("supervisor")).exists()
    assert opens(clerk, draft) and not opens(staff("supervisor"), draft)
    # Of another kind it is none.
    assert visible_case(clerk, draft.pk, draft.kind) == draft and visible_case(clerk, draft.pk, "hire") is None


def test_lists_search_and_counts_agree(staff, case):
    own, other = staff("reviewer"), staff("reviewer", JIMEI)
    assert [row.case for row in work_list(own, Filters())[0]] == [case]
    assert work_list(other, Filters())[0] == []
    assert waiting_counts(own)["work_list"] == 1 and waiting_counts(other)["work_list"] == 0
    for text in ("陈小明", "陳小明", "chenxiaoming", "cxm", "Chen Hsiao", "小明"):
        assert [person.pk for person in people_by_name(text, own)] == [case.subject], text
        assert people_by_name(text, other) == []


def test_search_by_number_of_another_office_finds_nothing(staff, case):
    number = Person.objects.get().documents.get().number.open_for_work()
    response = logged_in(staff("counter_clerk", JIMEI)).post(reverse("search"), {"q": number})
    assert response.status_code == 200 and case.reference not in response.content.decode()
    response = logged_in(staff("counter_clerk")).post(reverse("search"), {"q": number})
    assert response.status_code == 302 and number not in response["Location"]


def test_queues_never_show_the_kind_of_permit(staff):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    submitted(clerk, data(identity(3, kind="taiwan_travel_permit", sex="male")))
    enrolled(clerk, reviewer, data(identity(4)))
    for page in ("home", "work_list"):
        body = logged_in(reviewer).get(reverse(page)).content.decode()
        for word in ("通行证", "居住证", "taiwan_travel_permit", "taiwan_residence_permit", "travel permit"):
            assert word not in body.lower(), (page, word)


@pytest.mark.parametrize("value", ["%", "_", "\\", "'", '"', ";--", "\x00", "a" * 5000, "陳%", "１２３"])
def test_odd_searches_are_harmless(staff, case, value):
    assert logged_in(staff("counter_clerk")).post(reverse("search"), {"q": value}).status_code == 200


@pytest.mark.parametrize("kind", ["taiwan_travel_permit", "taiwan_residence_permit"])
def test_an_auditor_reads_a_case_without_the_kind_of_permit(staff, kind):
    """She has no right to it (permissions.toml, see_document_kind), and no page tells it by another word."""
    clerk, auditor = staff("counter_clerk"), Client()
    auditor.force_login(staff("auditor").user)
    case = submitted(clerk, data(identity(5, kind=kind, sex="male")))
    active = open_activation(enrolled(clerk, staff("reviewer")).enrolment_application.person, by=clerk, on=clerk.on)
    pages = [reverse("see_case", args=[each.pk]) for each in (case, active)]
    pages += [reverse("see_person", args=[each.subject]) for each in (case, active)]
    for page in pages:
        answer = auditor.get(page)
        assert answer.status_code == 200
        for word in ("通行证", "居住证", "taiwan_travel_permit", "taiwan_residence_permit"):
            assert word not in answer.content.decode(), (page, word)
    assert auditor.get(reverse("explain_eligibility", args=[case.pk])).status_code == 403
    # Only a travel permit alone asks for two readers: neither the case nor a list says so.
    waiting = verified(clerk, staff("reviewer"), data(identity(7, kind="taiwan_travel_permit", sex="male")))
    page = reverse("see_case", args=[waiting.pk])
    body, lists = auditor.get(page).content.decode(), auditor.get(reverse("work_list")).content.decode()
    assert waiting.reference in body and "复核" not in body + lists
    reader = logged_in(staff("reviewer"))
    assert "复核" in reader.get(page).content.decode()
