"""Findings stand in the order of what they mean; no verdict under a wrong number; the rules behind a verdict are one line."""

import pytest
from django.urls import reverse

from enrolment.applications.queries.checklists import Paper
from enrolment.applications.queries.findings import intake_findings
from enrolment.applications.services.applications import open_application
from tests.builders import residence_permit

pytestmark = pytest.mark.django_db
NUMBER = residence_permit()
PASSPORT_OF_A_SHEET = {"kind": "taiwan_residence_permit", "path": "non_working", "received_on": "2026-06-10"}
MISSING = Paper(
    code="photo", name="照片", legal_basis="《条例》", basis_kind="law", required=True, state="missing", replaceable=""
)


@pytest.fixture
def case(staff):
    return open_application(by=staff("counter_clerk"), language="zh-hant")


def found(case, today, **typed):
    return intake_findings(case, PASSPORT_OF_A_SHEET | typed, today, [MISSING]).lines


def test_missing_then_until_then_verdict(case, today):
    lines = found(case, today, number=NUMBER)
    assert [line.place for line in lines] == ["note", "missing", "until", "verdict"]
    assert lines[-1].code == "may_join" and len(lines[-1].rules) >= 1
    assert {rule.code for rule in lines[-1].rules}.isdisjoint(line.code for line in lines)


@pytest.mark.parametrize(
    "wrong", [NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2"), NUMBER[:-1], "A", "8" * 18, "8300001990010100"]
)
def test_a_wrong_number_blocks_and_no_verdict_is_given(case, today, wrong):
    places = [line.place for line in found(case, today, number=wrong)]
    assert places[0] == "blocks" and "verdict" not in places
    assert places[-2:] == ["missing", "until"]


def test_rules_that_disagree_are_said_to(case, today):
    with_permit = found(case, today, number=NUMBER)[-1]
    with_travel = found(case, today, kind="taiwan_travel_permit", number="12345678")[-1]
    assert with_travel.code == "both_rules_second_reviewer"
    assert with_permit.rules_words != with_travel.rules_words
    assert str(len(with_travel.rules)) in with_travel.rules_words


def test_check_now_says_what_going_on_would_say(client, staff):
    clerk = staff("counter_clerk")
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    case = open_application(by=clerk, language="zh-hant")
    sheet = reverse("intake", args=[case.pk])
    shown = client.get(sheet).context["form"]
    envelope = {name: shown.initial[name] for name in ("seen", "op")}
    typed = envelope | PASSPORT_OF_A_SHEET | {"number": NUMBER, "name": "", "language": "zh-hant"}
    checked = client.post(sheet, typed | {"action": "check_now"})
    going_on = client.post(sheet, typed | {"action": "check_answers"})
    assert (checked.status_code, going_on.status_code) == (422, 422)
    assert checked.context["form"].errors == going_on.context["form"].errors != {}
    right = client.post(sheet, typed | {"name": "陳小明", "action": "check_now"})
    assert right.status_code == 200 and not right.context["form"].errors
