"""The notice of what happened to a designation: act, day, what it does, remedies, the day of service; in its two states alone."""

from datetime import date

import pytest
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Office
from institutions.changes.rules.acts import acts
from institutions.changes.services import changes
from institutions.changes.services.changes import ChangeData
from institutions.changes.services.papers import issue_designation_change_notice
from institutions.designation.queries.designation import designation_on
from tests.accounts import at as client_at
from tests.institutions.builders import institution, rendered, signed, with_remedies

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)
# What each act asks besides its day.
ASKED = {
    "change_particulars": {"particulars": {"beds": "30", "address": "某路2号"}},
    "change_scope": {"takes_effect_on": date(2026, 7, 1), "services": ("outpatient",)},
    "renew": {"takes_effect_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31), "number": "A2"},
    "suspend_voluntary": {"takes_effect_on": date(2026, 9, 10), "ends_on": date(2026, 11, 30)},
    "suspend_by_agreement": {"ends_on": date(2026, 8, 31), "services": ("inpatient",)},
    "suspend_ordered": {"ends_on": date(2026, 12, 31), "departments": ("03",)},
    "resume": {"takes_effect_on": date(2026, 6, 9)},
    "terminate": {"cause": "fraud"},
    "exit": {"takes_effect_on": date(2026, 9, 10)},
    "merge": {},
}


@pytest.fixture
def at(desk):
    made = institution(ownership="private_for_profit")
    signed(made, desk.manager, desk.second)
    return made


def asked(desk, at, act, **more):
    data = {"act": act, "received_on": ON, "takes_effect_on": ON, "basis": "文件1号"} | ASKED[act] | more
    return changes.ask_designation_change(at, ChangeData(**data), by=desk.manager, on=ON)


def issued(desk, case):
    case.refresh_from_db()
    return issue_designation_change_notice(case, by=desk.manager, on=ON)


@pytest.mark.parametrize("act", sorted(set(ASKED) - {"resume"}))
def test_the_notice_of_each_act_names_it_with_remedies_and_a_place_for_the_day_of_service(desk, at, act):
    with_remedies()
    more = {"successor": institution(sequence=2)} if act == "merge" else {}
    case = asked(desk, at, act, **more)
    with pytest.raises(Blocked):
        issued(desk, case)
    changes.record_designation_change(case.pk, **desk.step(case, desk.second, ON))
    paper = issued(desk, case)
    for language, columns in (
        ("zh-hans", ("zh-hans",)),
        ("zh_hant", ("zh-hans", "zh-hant")),
        ("en", ("zh-hans", "en")),
    ):
        page = rendered(paper, *columns)
        assert acts()[act].words[language.replace("-", "_")] in page
        assert "某区人民法院" in page and page.count('class="stamp both"') == 2
    assert paper.facts["court"]["zh-hans"] == "某区人民法院" and paper.facts["does"] and paper.check_code


def test_an_end_in_the_past_says_what_was_settled_since_and_is_not_put_back_at_will(desk, at):
    with_remedies()
    agreement = at.agreements.get()
    assert agreement.starts_on < date(2026, 5, 10)
    for day, code in ((date(2026, 6, 1), "settled_missing"), (date(2026, 5, 10), "too_far_back")):
        with pytest.raises(Blocked) as blocked:
            asked(desk, at, "terminate", takes_effect_on=day, settled="" if code == "settled_missing" else "无")
        assert {reason.code for reason in blocked.value.reasons} == {code}
    case = asked(desk, at, "terminate", takes_effect_on=date(2026, 5, 11), settled="三笔住院，已追回")
    # A decision that takes its time moves neither.
    later = date(2026, 6, 20)
    client = client_at(desk.second)
    assert "三笔住院" in client.get(reverse("record_designation_change", args=[case.pk])).content.decode()
    changes.record_designation_change(case.pk, **desk.step(case, desk.second, later))
    assert designation_on(at, date(2026, 5, 11)).state == "terminated"
    assert "三笔住院" in rendered(issued(desk, case))


def test_a_declined_request_has_its_reason_and_remedies_too(desk, at):
    case = asked(desk, at, "exit")
    changes.decline_designation_change(case.pk, "未结清费用", **desk.step(case, desk.second, ON))
    Office.objects.filter(code="350203").update(court_en="")
    with pytest.raises(Blocked) as blocked:
        issued(desk, case)
    assert {reason.code for reason in blocked.value.reasons} == {"no_remedies"}
    with_remedies()
    assert "未结清费用" in rendered(issued(desk, case))


def test_every_act_is_tried():
    assert set(ASKED) == set(acts())
