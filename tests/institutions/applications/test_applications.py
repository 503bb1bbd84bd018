"""An application for designation: every step, by two, with its clocks; and the same for whoever owns the institution."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Deadline, Event
from institutions.applications.queries.evaluation import conditions_of, items_of
from institutions.applications.rules.panel import result
from institutions.applications.services import applications
from institutions.applications.services.applications import Checked
from institutions.applications.states import DESIGNATION_STEPS, DesignationState
from institutions.designation.queries.designation import designation_on
from institutions.designation.services.agreements import Signing
from institutions.models import Agreement, DesignationApplication
from tests.institutions.builders import institution

pytestmark = pytest.mark.django_db
TAIWAN = {
    "kind": "clinic",
    "ownership": "private_for_profit",
    "taiwan_funded": True,
    "taiwan_form": "wholly_owned",
    "taiwan_share": Decimal(100),
    "pay_level": "first",
}


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


def clock(case, rule) -> Deadline:
    return Deadline.objects.get(case=case, rule=f"institutions.{rule}", superseded_by=None)


def test_from_the_application_to_the_signed_agreement(desk):
    at = institution()
    case = desk.signed(at)
    assert (case.state, case.is_open, "DA" in case.reference) == ("signed", False, True)
    agreement = Agreement.objects.get()
    assert (agreement.drawn_by, agreement.signed_by) == (desk.manager.user, desk.second.user)
    assert designation_on(at, date(2026, 6, 17)).state == "not_yet"
    assert designation_on(at, date(2026, 6, 18), "outpatient").agreement == "XM-1"
    assert designation_on(at, date(2026, 6, 18), "inpatient").reason == "not_agreed"
    assert not case.deadlines.filter(stopped_on=None).exists()
    verbs = list(Event.objects.filter(case=case).order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "apply_designation",
        "check_conditions",
        "accept_designation",
        *["score_designation"] * 3,
        "pass_evaluation",
        "draw_agreement",
        "sign_agreement",
    ]


def test_capital_from_taiwan_goes_exactly_the_same_way(desk):
    """The same verbs, days, clocks and refusals, whoever owns it."""
    seen = []
    for number, facts in enumerate(({}, TAIWAN), start=1):
        at = institution(sequence=number, **{"kind": "clinic"} | facts)
        case = desk.signed(at, number="XM-9")
        clocks = case.deadlines.order_by("pk").values_list(
            "rule", "started_on", "legal_on", "stopped_on", "stop_reason"
        )
        events = Event.objects.filter(case=case).order_by("pk").values_list("verb", "from_state", "to_state")
        seen.append((list(clocks), list(events), designation_on(at, date(2026, 7, 1))))
    assert seen[0] == seen[1]


def test_no_code_of_a_designation_asks_who_invested():
    """Read in the files themselves: neither rules nor workflows nor services name the owner's capital or where it comes from. The
    register writes it down, lists are narrowed by it, and the comparison of equal treatment alone counts by it."""
    from pathlib import Path

    root = Path(applications.__file__).parents[2]
    reading = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.*")
        if path.suffix in {".py", ".toml"}
        and "taiwan" in path.read_text("utf-8").lower().replace("capital from taiwan", "")
    }
    assert reading == {"register", "equal_treatment", "desk", "migrations"}
    desk = {path.name for path in (root / "desk").rglob("*.py") if "taiwan" in path.read_text("utf-8").lower()}
    assert desk == {"listed.py", "published.py", "institutions.py", "public.py"}


def test_what_is_missing_is_asked_for_once_and_its_days_do_not_count(desk):
    at = institution()
    case = desk.applied(at, on=date(2026, 6, 10))
    assert clock(case, "completeness").legal_on == date(2026, 6, 17)
    with pytest.raises(Blocked) as blocked:
        applications.accept_designation(case.pk, **desk.step(case))
    assert codes(blocked) == {"conditions_open"}
    desk.checked(case)
    applications.accept_designation(case.pk, **desk.step(case))
    assert clock(case, "evaluation").legal_on == date(2026, 9, 10)
    applications.ask_supplement(case.pk, "房屋租赁合同", **desk.step(case, on=date(2026, 7, 1)))
    assert clock(case, "evaluation").stop_reason == "papers_missing"
    applications.receive_supplement(case.pk, **desk.step(case, on=date(2026, 7, 11)))
    with pytest.raises(Blocked) as blocked:
        applications.ask_supplement(case.pk, "又一份", **desk.step(case))
    assert codes(blocked) == {"asked_once"}
    applications.accept_designation(case.pk, **desk.step(case, on=date(2026, 7, 13)))
    # Ten days between asking and receiving: 10 September and ten days is a Sunday that is worked.
    assert (clock(case, "evaluation").started_on, clock(case, "evaluation").legal_on) == (
        date(2026, 6, 10),
        date(2026, 9, 20),
    )


def test_a_failure_may_be_repeated_after_three_months_and_a_second_bars_a_year(desk):
    at = institution()
    case = desk.accepted(at, on=date(2026, 6, 10))
    second = desk.second
    with pytest.raises(Blocked) as blocked:
        applications.pass_evaluation(case.pk, **desk.step(case, second))
    assert codes(blocked) == {"too_few_sheets"}
    desk.scored(case, share=0.5)
    with pytest.raises(Blocked) as blocked:
        applications.pass_evaluation(case.pk, **desk.step(case, second))
    assert codes(blocked) == {"below_mark"}
    with pytest.raises(Blocked) as blocked:
        applications.fail_evaluation(case.pk, "不足", again=True, **desk.step(case, second))
    assert codes(blocked) == {"first_round"}
    applications.fail_evaluation(case.pk, "不足", **desk.step(case, second, date(2026, 6, 12)))
    with pytest.raises(Blocked) as blocked:
        applications.repeat_evaluation(case.pk, **desk.step(case, on=date(2026, 9, 12)))
    assert codes(blocked) == {"too_early"}
    applications.repeat_evaluation(case.pk, **desk.step(case, on=date(2026, 9, 13)))
    desk.scored(case, share=0.5)
    case = applications.fail_evaluation(case.pk, "仍不足", again=True, **desk.step(case, second, date(2026, 10, 12)))
    assert (case.state, case.is_open) == ("failed", False)
    with pytest.raises(Blocked) as blocked:
        desk.applied(at, on=date(2027, 10, 12))
    assert codes(blocked) == {"barred"}
    assert desk.applied(at, on=date(2027, 10, 13)).state == "received"


def test_who_entered_a_sheet_or_looked_at_a_condition_does_not_decide(desk, staff):
    colleague, case = staff("institution_manager"), desk.accepted(institution())
    items = items_of(case.designation_application)
    points = {item.code: item.points for item in items}
    applications.score_designation(case.pk, "专家甲", points, by=colleague, on=colleague.on)
    desk.scored(case, members=2)
    with pytest.raises(Blocked) as blocked:
        applications.pass_evaluation(case.pk, **desk.step(case, colleague))
    assert codes(blocked) == {"own_application"}
    assert applications.pass_evaluation(case.pk, **desk.step(case, desk.second)).state == "published"
    other = desk.applied(institution(sequence=2))
    code = conditions_of(other.designation_application)[0].entry.code
    applications.check_conditions(other.pk, {code: Checked(met=False, seen="缺")}, by=colleague, on=colleague.on)
    with pytest.raises(Blocked) as blocked:
        applications.refuse_designation(other.pk, "prices", "不符", **desk.step(other, colleague))
    assert codes(blocked) == {"own_application"}


def test_whoever_passed_is_not_turned_away(desk):
    case = desk.accepted(institution())
    desk.scored(case, share=0.9)
    with pytest.raises(Blocked) as blocked:
        applications.fail_evaluation(case.pk, "x", **desk.step(case, desk.second))
    assert codes(blocked) == {"above_mark"}


def test_the_agreement_waits_for_the_publication_and_is_signed_by_another(desk):
    case = desk.published(institution(), on=date(2026, 6, 10))
    data = Signing(number="X", starts_on=date(2026, 6, 18), ends_on=date(2027, 6, 17), services=("outpatient",))
    with pytest.raises(Blocked) as blocked:
        applications.draw_agreement(case.pk, data, **desk.step(case, on=date(2026, 6, 17)))
    assert codes(blocked) == {"still_published"}
    for wrong, code in (
        ({"ends_on": date(2027, 6, 18)}, "term_too_long"),
        ({"starts_on": date(2026, 6, 17)}, "starts_before"),
        ({"services": ("retail",)}, "wrong_service"),
        ({"services": ()}, "wrong_service"),
    ):
        facts = {"number": "X", "starts_on": data.starts_on, "ends_on": data.ends_on, "services": data.services} | wrong
        with pytest.raises(Blocked) as blocked:
            applications.draw_agreement(case.pk, Signing(**facts), **desk.step(case, on=date(2026, 6, 18)))
        assert code in codes(blocked)
    applications.draw_agreement(case.pk, data, **desk.step(case, on=date(2026, 6, 18)))
    with pytest.raises(Blocked):
        applications.sign_agreement(case.pk, **desk.step(case, desk.manager))
    assert applications.sign_agreement(case.pk, **desk.step(case, desk.second)).state == "signed"


@pytest.mark.parametrize(
    ("facts", "services", "code"),
    [
        ({"opened_on": date(2026, 3, 11), "registered_on": date(2026, 3, 12)}, ("outpatient",), "too_young"),
        ({"licence_expires_on": date(2026, 6, 9)}, ("outpatient",), "licence_out"),
        ({}, ("retail",), "wrong_service"),
        ({}, (), "wrong_service"),
        ({"kind": "retail_pharmacy"}, ("inpatient",), "wrong_service"),
    ],
)
def test_what_stands_against_applying(desk, facts, services, code):
    at = institution(**facts)
    with pytest.raises(Blocked) as blocked:
        desk.applied(at, services=services)
    assert codes(blocked) == {code}


def test_one_application_at_a_time_and_none_beside_an_agreement(desk):
    at = institution()
    desk.applied(at)
    with pytest.raises(Blocked) as blocked:
        desk.applied(at)
    assert codes(blocked) == {"under_way"}
    other = institution(sequence=2)
    desk.signed(other)
    with pytest.raises(Blocked) as blocked:
        desk.applied(other, on=date(2026, 7, 1))
    assert codes(blocked) == {"in_force"}


def test_refused_by_a_second_person_with_a_ground_and_withdrawn_by_the_applicant(desk):
    case = desk.applied(institution())
    with pytest.raises(Blocked):
        applications.refuse_designation(case.pk, "prices", "x", **desk.step(case))
    with pytest.raises(Blocked):
        applications.refuse_designation(case.pk, "prices", " ", **desk.step(case, desk.second))
    case = applications.refuse_designation(case.pk, "prices", "价格不符", **desk.step(case, desk.second))
    assert (case.state, case.is_open) == ("refused", False)
    other = desk.applied(institution(sequence=2))
    assert applications.withdraw_designation(other.pk, **desk.step(other)).state == "withdrawn"


def test_a_condition_that_is_not_met_says_what_was_seen(desk):
    case = desk.applied(institution())
    with pytest.raises(Blocked):
        applications.check_conditions(case.pk, {"physician": Checked(False)}, by=desk.manager, on=desk.manager.on)
    applications.check_conditions(case.pk, {"physician": Checked(False, "无")}, by=desk.manager, on=desk.manager.on)
    desk.checked(case)
    assert case.condition_checks.count() == 7
    desk.checked(case)
    assert case.condition_checks.count() == 7


def test_a_manager_sees_cases_of_institutions_and_none_of_people(staff, desk):
    from tests.builders import data, submitted

    person = submitted(staff("counter_clerk"), data())
    case = desk.applied(institution())
    assert list(CaseFile.objects.visible_to(desk.manager)) == [case]
    assert person in CaseFile.objects.visible_to(desk.second)
    elsewhere = staff("institution_manager", "350211")
    assert not CaseFile.objects.visible_to(elsewhere).exists()
    with pytest.raises(CaseFile.DoesNotExist):
        applications.withdraw_designation(case.pk, **desk.step(case, elsewhere))
    with pytest.raises(PermissionDenied):
        applications.apply_designation(
            institution(sequence=3), ("outpatient",), (), by=staff("reviewer"), on=desk.manager.on
        )


def test_the_table_of_steps_reaches_every_state():
    reached = {DesignationState.RECEIVED} | {target for _verb, _sources, target in DESIGNATION_STEPS}
    assert reached == set(DesignationState.values)
    assert DesignationApplication._meta.get_field("state").default == DesignationState.RECEIVED


@pytest.mark.parametrize(
    ("scores", "mean", "whole", "partial"),
    [
        ([], None, 0, 0),
        ([("a", "x", 10), ("a", "y", 5)], "15.0", 1, 0),
        ([("a", "x", 10), ("a", "y", 5), ("b", "x", 1)], "15.0", 1, 1),
        ([("a", "x", 10), ("a", "y", 5), ("b", "x", 10), ("b", "y", 10), ("c", "x", 0), ("c", "y", 9)], "14.7", 3, 0),
    ],
)
def test_what_sheets_come_to(scores, mean, whole, partial):
    found = result(scores, {"x": 10, "y": 10})
    assert (found.mean, len(found.whole), len(found.partial)) == (Decimal(mean) if mean else None, whole, partial)
