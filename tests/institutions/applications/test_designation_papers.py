"""The papers of an application for designation: each in its state, the decision with its remedies, verifiable."""

import pytest

from casework.engine.refusals import Blocked
from casework.models import Office
from institutions.applications.services import applications
from institutions.applications.services.papers import KINDS, OF_STATE, issue_designation_paper
from institutions.applications.states import DesignationState
from institutions.register.services.contacts import ContactData, add_institution_contact
from tests.institutions.builders import institution, rendered, with_remedies

pytestmark = pytest.mark.django_db


def issued(desk, case, kind):
    case.refresh_from_db()
    return issue_designation_paper(case, KINDS[kind], by=desk.manager, on=desk.manager.on)


@pytest.fixture
def complaints(db):
    with_remedies()


def test_each_state_has_its_paper(desk, complaints):
    case = desk.applied(institution())
    applications.ask_supplement(case.pk, "房屋租赁合同\n人员名册", **desk.step(case))
    paper = issued(desk, case, "designation_missing")
    assert paper.facts["missing"] == ["房屋租赁合同", "人员名册"] and paper.check_code
    applications.receive_supplement(case.pk, **desk.step(case))
    desk.checked(case)
    applications.accept_designation(case.pk, **desk.step(case))
    assert issued(desk, case, "designation_acceptance").facts["due_on"] == "2026-09-10"
    with pytest.raises(Blocked):
        issued(desk, case, "agreement_cover_sheet")
    done = desk.signed(institution(sequence=2), number="XM-3")
    assert issued(desk, done, "agreement_cover_sheet").facts["number"] == "XM-3"


@pytest.mark.parametrize(("language", "columns"), [("zh-hans", ["zh-hans"]), ("zh-hant", ["zh-hans", "zh-hant"])])
def test_a_paper_is_in_the_language_of_the_contact_beside_chinese(desk, language, columns):
    at = institution()
    data = ContactData(name="林小姐", telephone="0592 1234567", language=language)
    add_institution_contact(at, data, by=desk.manager, on=desk.manager.on)
    assert issued(desk, desk.accepted(at), "designation_acceptance").languages.split(",") == columns


def test_a_decision_says_where_it_is_complained_of_or_is_not_handed_out(desk):
    Office.objects.filter(code="350203").update(court_en="")
    case = desk.applied(institution())
    applications.refuse_designation(case.pk, "prices", "价格不符", **desk.step(case, desk.second))
    with pytest.raises(Blocked) as blocked:
        issued(desk, case, "designation_decision")
    assert {reason.code for reason in blocked.value.reasons} == {"no_remedies"}


def test_a_decision_names_ground_reason_and_remedies(desk, complaints):
    case = desk.applied(institution())
    applications.refuse_designation(case.pk, "prices", "价格不符", **desk.step(case, desk.second))
    facts = issued(desk, case, "designation_decision").facts
    assert (facts["reason"], facts["court"]["zh-hans"]) == ("价格不符", "某区人民法院")
    assert facts["ground"]["en"] and facts["texts"]["remedies"]["zh-hans"]


def test_the_states_with_a_paper_are_states():
    assert set(OF_STATE) <= set(DesignationState.values)


def test_the_cover_sheet_has_a_place_for_both_stamps(desk):
    paper = issued(desk, desk.signed(institution(), number="XM-3"), "agreement_cover_sheet")
    assert rendered(paper).count('class="stamp both"') == 2


def test_the_publication_is_a_paper_of_everybody_published_that_day(desk):
    cases = [desk.published(institution(sequence=number)) for number in (1, 2)]
    facts = issued(desk, cases[0], "designation_publication").facts
    assert [one["code"] for one in facts["listed"]] == ["H35020300001", "H35020300002"]
    assert (facts["published_on"], facts["published_until"]) == ("2026-06-10", "2026-06-17")
