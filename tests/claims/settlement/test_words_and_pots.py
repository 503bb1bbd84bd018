"""A policy knows its own words; a yearly amount counts the care it is for; caps and limits by visit count each visit."""

import pytest

from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules import check_policy
from claims.settlement.rules.answer.quotes import Quoter

PLAIN = {"deductible": "none", "ratio": "50%", "caps": "none", "layers": "none"}


def answer(policy, bill="10000", **case):
    policy = policy if isinstance(policy, str) else PLAIN | policy
    found, _refused = answer_case(Quoter(policy_for), {"policy": policy, "bill": {"in_scope": bill}} | case)
    return found


def said(policy, **case):
    """What the fund pays; code, path and what there is of a refusal."""
    found = answer(policy, **case)
    if "error" not in found:
        return found["fund_pays"]
    error = found["error"]
    return error["code"], error["path"], error["params"].get("allowed")


def chain(policy, *cases, bills=()):
    quoter, found = Quoter(policy_for), []
    for number, case in enumerate(cases):
        case = {"policy": PLAIN | policy, "accumulators": "previous" if number else None} | case
        answered, refused = answer_case(quoter, case)
        assert not refused, answered
        found.append(answered)
    return found


QUANZHOU = "quanzhou-residents@2023"
IN_2024 = {"level": "3", "discharged_on": "2024-05-06"}
BY_CATEGORY = {"ratio": {"by": "category", "values": {"retired": "90%"}, "otherwise": "85%"}}
BY_RETIRED = {
    "ratio": "85%",
    "deductible": {"amount": "0", "repeat": "none", "reductions": [{"when": {"retired": True}, "share": "0"}]},
}


def test_a_misspelt_state_of_filing_is_refused_with_those_there_are():
    code, path, allowed = said(QUANZHOU, bill="20000", visit=IN_2024 | {"off_site": "unfilled"})
    assert (code, path) == ("unknown_choice", "visit.off_site") and {"filed", "unfiled", "local"} <= set(allowed)
    assert said(QUANZHOU, bill="20000", visit=IN_2024 | {"off_site": "unfiled"}) == "7720.00"
    # The words of the set before 2023 are known: they are as filed.
    assert said(QUANZHOU, bill="20000", visit=IN_2024 | {"off_site": "in_province"}) == "8685.00"


def test_a_misspelt_flag_is_refused():
    birth = IN_2024 | {"setting": "childbirth"}
    allowed = ["caesarean", "home_student", "private"]
    assert said(QUANZHOU, visit=birth | {"flags": ["cesarean"]}) == ("unknown_choice", "visit.flags", allowed)
    assert said(QUANZHOU, visit=birth, person={"flags": ["cesarean"]}) == ("unknown_choice", "person.flags", allowed)
    assert said(QUANZHOU, visit=birth | {"flags": ["caesarean"]}) == "1800.00"


@pytest.mark.parametrize("category", ["retiree", "Retired", "退休", "flexible"])
def test_a_misspelt_category_is_nobody_employed(category):
    found = said(BY_CATEGORY, person={"category": category})
    assert found == ("unknown_choice", "person.category", ["active", "other", "retired"])


def test_categories_that_are_known():
    assert [said(BY_CATEGORY, person={"category": one}) for one in ("active", "retired", "other")] == [
        "8500.00",
        "9000.00",
        "8500.00",
    ]
    declared = BY_CATEGORY | {"knows": {"category": ["flexible"]}}
    assert said(declared, person={"category": "flexible"}) == "8500.00"


def test_a_policy_that_only_asks_who_is_retired_knows_the_common_categories():
    assert said(BY_RETIRED, person={"category": "flexible"}) == "8500.00"
    assert said(BY_RETIRED, person={"category": "retiree"})[:2] == ("unknown_choice", "person.category")


def test_a_misspelt_disease_and_level_are_refused():
    rule = {
        "deductible": {"amount": {"cases": [{"when": {"disease": "dialysis"}, "value": "600"}], "otherwise": "900"}}
    }
    assert said(rule, person={"diseases": ["uraemia"]}) == ("unknown_choice", "person.diseases", ["dialysis"])
    level = {"ratio": {"by": "level", "values": {"3A": "60%"}, "otherwise": "70%"}}
    assert said(level, visit={"level": "3"}) == ("unknown_choice", "visit.level", ["3A"])
    assert said(level, visit={"level": "3A", "pay_level": "9"})[1] == "visit.pay_level"
    digits = {"ratio": {"by": "level", "values": {"3": "60%"}, "otherwise": "70%"}}
    assert said(digits, visit={"level": "1"}) == "7000.00"
    transfer = {"direction": "up", "from_level": "2A"}
    assert said(digits, visit={"level": "3", "transfer": transfer})[1] == "visit.transfer.from_level"


def test_where_the_policy_states_nothing_for_a_code_that_is_said():
    rule = {"ratio": {"by": "level", "values": {"3": "60%", "2": "70%"}}}
    assert said(rule, visit={"level": "3A"}) == ("value_missing", "policy.ratio.values.3A", ["2", "3"])


def test_a_fact_that_makes_no_difference_is_not_looked_at():
    assert said({}, person={"category": "x", "diseases": ["y"], "flags": ["z"]}, visit={"level": "w"}) == "5000.00"
    home = {"ratio": {"by": "off_site", "values": {"local": "80%"}, "otherwise": "60%"}, "off_site": "none"}
    assert said(home, visit={"off_site": "zhangzhou"}) == "6000.00"


def test_a_policy_cannot_name_a_setting_that_there_is_not():
    by = {"by": "setting", "values": {"inpatiemt": "none"}, "otherwise": "100"}
    errors = check_policy({"source": "s", "deductible": by}).errors
    assert [(error.path, error.code) for error in errors] == [("deductible.values.inpatiemt", "unknown_choice")]
    when = {"cases": [{"when": {"transfer": "upward"}, "value": "1"}], "otherwise": "100"}
    assert check_policy({"source": "s", "deductible": when}).errors[0].path == "deductible.cases[0].when.transfer"


CHILD = {"deductible": {"by": "age", "values": {"0-13": "none", "14+": "800"}}}
BIRTHDAY = {"admitted_on": "2026-03-01", "discharged_on": "2026-03-09", "settled_on": "2026-03-20"}


@pytest.mark.parametrize(
    ("born_on", "age_on", "deductible"),
    [
        ("2012-03-12", None, "0.00"),
        ("2012-03-05", None, "0.00"),
        ("2012-03-05", "discharge", "800.00"),
        ("2012-03-12", "discharge", "0.00"),
        ("2012-03-12", "settlement", "800.00"),
        ("2012-03-01", None, "800.00"),
    ],
)
def test_the_day_an_age_is_counted_at(born_on, age_on, deductible):
    policy = CHILD | ({"age_on": age_on} if age_on else {})
    assert answer(policy, person={"born_on": born_on}, visit=BIRTHDAY)["deductible"] == deductible


def test_a_visit_that_is_no_stay_has_a_day_and_no_discharge():
    visit = {"setting": "outpatient", "level": "township"}
    assert said(QUANZHOU, bill="500", visit=visit) == ("fact_missing", "visit.on", None)
    for name in ("on", "settled_on", "admitted_on", "discharged_on"):
        assert said(QUANZHOU, bill="500", visit=visit | {name: "2024-05-06"}) == "350.00"
    assert said(QUANZHOU, visit={"level": "3", "on": "2024-05-06"})[:2] == ("not_together", "visit.on")
    assert said(QUANZHOU, visit={"level": "3"})[1] == "visit.discharged_on"


CHRONIC, GENERAL = {"visit": {"setting": "chronic"}}, {"visit": {"setting": "outpatient"}}


@pytest.mark.parametrize(
    "caps",
    [
        {
            "by": "setting",
            "values": {
                "chronic": {"on": "payment", "amount": "5000"},
                "outpatient": {"on": "payment", "amount": "2000"},
            },
        },
        {"on": "payment", "amount": {"by": "setting", "values": {"chronic": "5000", "outpatient": "2000"}}},
    ],
)
def test_each_kind_of_care_uses_its_own_cap(caps):
    found = chain(
        {"caps": caps},
        CHRONIC | {"bill": {"in_scope": "6000"}},
        GENERAL | {"bill": {"in_scope": "1000"}},
        CHRONIC | {"bill": {"in_scope": "9000"}},
    )
    assert [one["fund_pays"] for one in found] == ["3000.00", "500.00", "2000.00"]


def test_care_under_one_key_shares_one_cap_and_so_does_kind():
    shared = {"by": "setting", "values": {"chronic|outpatient": {"on": "payment", "amount": "3200"}}}
    kind = {
        "on": "payment",
        "counter": "kind",
        "amount": {"by": "setting", "values": {"chronic": "5000", "outpatient": "3200"}},
    }
    for caps in (shared, kind):
        found = chain(
            {"caps": caps}, CHRONIC | {"bill": {"in_scope": "6000"}}, GENERAL | {"bill": {"in_scope": "1000"}}
        )
        assert [one["fund_pays"] for one in found] == ["3000.00", "200.00"]


def test_each_kind_of_care_has_its_own_deductible():
    rule = {
        "by": "setting",
        "values": {
            name: {"amount": amount, "period": "year"} for name, amount in (("chronic", "600"), ("outpatient", "300"))
        },
    }
    found = chain({"deductible": rule}, *[one | {"bill": {"in_scope": "900"}} for one in (GENERAL, CHRONIC, GENERAL)])
    assert [one["deductible"] for one in found] == ["300.00", "600.00", "0.00"]


def test_a_year_typed_by_hand_says_of_which_care_its_sums_were_where_that_matters():
    caps = {
        "by": "setting",
        "values": {"chronic": {"on": "payment", "amount": "5000"}, "outpatient": {"on": "payment", "amount": "2000"}},
    }
    year = {"outpatient_fund_paid": "3000"}
    case = {"visit": {"setting": "outpatient"}, "accumulators": year}
    path = "accumulators.settings.outpatient.fund_paid"
    assert said({"caps": caps}, bill="1000", **case) == ("setting_not_told", path, None)
    told = case | {"accumulators": year | {"settings": {"outpatient": {"fund_paid": "1800"}}}}
    assert said({"caps": caps}, bill="1000", **told) == "200.00"
    # One pot for all that is stated: nothing is asked.
    demonstration = {"scheme": "uebmi", "category": "active", "age": 40, "contribution_years": 10}
    year = {"outpatient_fund_paid": "7900", "outpatient_deductible_taken": "400", "outpatient_in_scope": "9000"}
    visit = {"setting": "outpatient", "level": "2", "on": "2026-03-05"}
    found = answer("fujian-demonstration", bill="1000", person=demonstration, visit=visit, accumulators=year)
    assert (found["deductible"], found["fund_pays"]) == ("100.00", "100.00")


def test_what_settings_have_used_is_part_of_the_outpatient_sums():
    year = {"settings": {"outpatient": {"fund_paid": "1800"}}, "outpatient_fund_paid": "1799.99"}
    found = answer({}, accumulators=year)["error"]
    assert (found["code"], found["path"]) == ("parts_exceed_total", "accumulators.outpatient_fund_paid")
    assert answer({}, accumulators=year | {"outpatient_fund_paid": "1800"})["fund_pays"] == "5000.00"
    unknown = {"settings": {"inpatient": {"fund_paid": "1"}}}
    assert said({}, accumulators=unknown)[:2] == ("unknown_key", "accumulators.settings.inpatient")


def test_caps_and_limits_by_visit_count_each_visit():
    three = {"setting": "outpatient", "stays": 3}
    assert said({"caps": {"on": "payment", "amount": "20", "period": "visit"}}, bill="180", visit=three) == "60.00"
    assert said({"caps": {"on": "cost", "amount": "40", "period": "visit"}}, bill="180", visit=three) == "60.00"
    assert (
        answer({"items": {"limits": [{"per": "visit", "amount": "40"}]}}, bill="180", visit=three)["in_scope"]
        == "120.00"
    )
    layer = {"kind": "supplement", "base": ["coinsurance"], "measured": "visit", "deductible": "none", "ratio": 1}
    layer["caps"] = {"on": "payment", "amount": "20", "period": "visit"}
    assert answer({"layers": [layer]}, bill="180", visit=three)["supplement_pays"] == "60.00"
    by_day = {"items": {"limits": [{"per": "day", "amount": "40"}]}}
    assert said(by_day, bill="180", visit=three)[0] == "bill_needs_lines"
    assert answer(by_day, bill="180", visit={"setting": "outpatient"})["in_scope"] == "40.00"
