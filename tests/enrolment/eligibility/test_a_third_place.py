"""A place is a folder of data files: one that no code knows enrols somebody through the services of every place."""

from datetime import date

import pytest

from casework import reference
from casework.engine.refusals import Blocked
from casework.models import ChecklistItem, Office, PaperText, Place
from enrolment import reference as enrolment_reference
from enrolment.applications.queries.checklists import items_for
from enrolment.applications.services.applications import open_application
from enrolment.eligibility.queries import rules_in_use
from tests.builders import data, enrolled, identity, submitted

pytestmark = pytest.mark.django_db

FILES = {
    "places.csv": """code,kind,parent,name_zh_hans,name_zh_hant,name_en
330000,province,156,浙江省,浙江省,Zhejiang
330100,city,330000,杭州市,杭州市,Hangzhou
330106,county,330100,杭州市西湖区,杭州市西湖區,"Xihu District, Hangzhou"
330106001001,community,330106,某某社区,某某社區,"A community, Xihu District"
""",
    "offices.toml": """
opened = 2020-01-01
prefix = "33"
[county]
zh_hans = "{zh_hans}医保中心"
zh_hant = "{zh_hant}醫保中心"
en = "Healthcare Security Office, {en}"
[city]
zh_hans = "{zh_hans}医保中心"
zh_hant = "{zh_hant}醫保中心"
en = "Healthcare Security Office, {en} City"
[community]
zh_hans = "{zh_hans}医保服务点"
zh_hant = "{zh_hant}醫保服務點"
en = "Healthcare desk, {en}"
[[office]]
code = "330000"
kind = "province"
place = "330000"
zh_hans = "浙江省医保中心"
zh_hant = "浙江省醫保中心"
en = "Zhejiang Provincial Healthcare Security Office"
""",
    "eligibility.toml": """
format = "table"
[[rules]]
id = "enrolment.eligibility.hangzhou_test_permanent_residents"
place = "3301"
path = "non_working"
persons = ["foreign"]
accepts = ["foreign_permanent_residence"]
needs = ["not_employed"]
opens_at = "community"
scheme = "urrbmi"
joining = "voluntary"
from = 2026-01-01
source = "made for a test"
status = "reported"
zh_hans = "测试规则。"
zh_hant = "測試規則。"
en = "A rule made for a test."
""",
    "checklists.toml": """
[[item]]
path = "non_working"
place = "330106"
code = "local_form"
required = true
basis_kind = "local_regulation"
from = 2026-01-01
source = "made for a test"
status = "assumed"
zh_hans = "本地表格"
zh_hant = "本地表格"
en = "A local form"
basis_zh_hans = "测试条例"
basis_zh_hant = "測試條例"
basis_en = "A regulation made for a test"
""",
    "paper_texts.toml": """
[[text]]
code = "hangzhou_hint"
from = 2026-01-01
source = "made for a test"
status = "assumed"
zh_hans = "测试文字。"
zh_hant = "測試文字。"
en = "A text made for a test."
""",
}
XIHU, COMMUNITY = "330106", "330106001001"


@pytest.fixture
def hangzhou(tmp_path, settings):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings.PLACE_FOLDERS = [*settings.PLACE_FOLDERS, tmp_path]
    reference.synchronise()
    enrolment_reference.synchronise()


@pytest.fixture
def permanent_resident():
    who = identity(50, kind="foreign_permanent_residence", number="USA330190010112", name="Anna Weber")
    return data(who, path="non_working")


def test_divisions_offices_rules_papers_and_texts_come_from_files_alone(hangzhou):
    assert Place.objects.get(code=COMMUNITY).prefix == COMMUNITY
    offices = Office.objects.filter(code__startswith="33").order_by("code")
    assert [office.code for office in offices] == ["330000", "330100", XIHU, COMMUNITY]
    assert offices[3].path == f"330000/330100/{XIHU}/{COMMUNITY}/"
    assert any(rule.place == "3301" for rule in rules_in_use())
    assert PaperText.objects.filter(code="hangzhou_hint").exists()
    item = ChecklistItem.objects.get(code="local_form")
    assert (item.place_id, item.name_en) == (XIHU, "A local form")


def test_somebody_is_enrolled_there_by_the_same_services(hangzhou, permanent_resident, staff):
    community, reviewer = staff("community_staff", COMMUNITY), staff("reviewer", XIHU)
    case = enrolled(community, reviewer, permanent_resident)
    application = case.enrolment_application
    assert (case.state, application.scheme, case.office.code) == ("enrolled", "urrbmi", XIHU)
    assert case.through_center.code == COMMUNITY and application.person.home_office.code == XIHU
    assert [rule["place"] for rule in application.eligibility["applied"]] == ["3301"]


def test_its_papers_are_asked_there_and_nowhere_else(hangzhou, staff):
    def asked(office):
        case = open_application(by=staff("counter_clerk", office), language="en")
        return {item.code for item in items_for(case, date(2026, 6, 10), "non_working", "taiwan_residence_permit")}

    assert asked(XIHU) - asked("350203") == {"local_form"}


def test_its_counter_sends_a_first_enrolment_to_the_community(hangzhou, permanent_resident, staff):
    with pytest.raises(Blocked) as blocked:
        submitted(staff("counter_clerk", XIHU), permanent_resident)
    assert [reason.code for reason in blocked.value.reasons] == ["only_at_community"]


def test_loading_again_adds_nothing(hangzhou):
    before = (Place.objects.count(), Office.objects.count(), ChecklistItem.objects.count(), PaperText.objects.count())
    reference.synchronise()
    enrolment_reference.synchronise()
    after = (Place.objects.count(), Office.objects.count(), ChecklistItem.objects.count(), PaperText.objects.count())
    assert after == before
