"""Caps on what is paid for classes of items, and caps by day."""

from decimal import Decimal

import pytest
from hypothesis import given

from claims.settlement.rules import SettlementError, check_policy, compile_policy, read_case, settle
from tests.claims.settlement.generated import MANY
from tests.claims.settlement.generated_class_caps import CASES, POLICIES
from tests.claims.settlement.test_words_and_pots import PLAIN, chain

BED = {"on": "payment", "amount": "200", "period": "day", "item_classes": ["bed"], "paid_as": "last"}
IMPLANT = {"on": "payment", "amount": "2000", "period": "visit", "item_classes": ["implant"], "paid_as": "last"}
LINES = [{"class": "a", "total": "7800"}, {"class": "a", "item_class": "bed", "total": "3000"}]
STAY = {"visit": {"days": 10}, "bill": {"lines": LINES}}


def paid(policy, case=STAY):
    return chain({"deductible": "800", "ratio": "80%"} | policy, case)[0]


def refusal(policy, case):
    with pytest.raises(SettlementError) as caught:
        settle(compile_policy(PLAIN | policy), read_case(case))
    return caught.value.path, caught.value.code


@pytest.mark.parametrize(
    ("paid_as", "fund", "over"),
    [("last", "7600.00", "400.00"), ("first", "8000.00", "0.00"), ("share", "7777.78", "222.22")],
)
def test_where_the_items_stand_says_what_of_the_payment_is_for_them(paid_as, fund, over):
    found = paid({"caps": BED | {"paid_as": paid_as}})
    assert (found["fund_pays"], found["over_cap"]) == (fund, over)


def test_segments_fall_on_the_items_where_they_stand():
    ratio = {"segments": {"rows": [{"to": "4000", "ratio": "50%"}, {"ratio": "90%"}]}}
    # The first 800 of the first 4,000 are the deductible: 1,600 on what comes first of 3,200, and 90 % of the rest.
    found = {
        name: paid({"ratio": ratio, "caps": BED | {"paid_as": name, "amount": "0"}})["fund_pays"]
        for name in ("first", "last")
    }
    assert found == {"first": "6620.00", "last": "5020.00"}
    whole = paid({"ratio": ratio, "caps": "none"})["fund_pays"]
    assert whole == "7720.00"


def test_the_step_tells_the_days_and_what_was_for_the_items():
    step = next(step for step in paid({"caps": [BED]})["steps"] if step["code"] == "cap_on_class")
    assert step["inputs"] == {
        "item_classes": "bed", "paid": "2400.00", "paid_as": "last", "cap": "2000.00", "standard": "200.00", "days": 10,
    }  # fmt: skip
    assert (step["amount"], step["rule"]) == ("2000.00", "caps[0].amount")


def test_a_class_with_a_final_ratio_is_paid_apart():
    items = {"item_classes": {"implant": {"final_ratio": "90%"}}}
    lines = [{"class": "a", "total": "800"}, {"class": "a", "item_class": "implant", "total": "10000"}]
    for paid_as in ("first", "last", "share"):
        found = paid({"items": items, "caps": IMPLANT | {"paid_as": paid_as}}, {"bill": {"lines": lines}})
        assert (found["fund_pays"], found["over_cap"]) == ("2000.00", "7000.00")


def test_a_cap_on_everything_comes_after_those_on_classes():
    found = paid({"caps": [{"on": "payment", "amount": "7500"}, BED]})
    assert (found["fund_pays"], found["over_cap"], found["left_to_cap"]) == ("7500.00", "500.00", "0.00")


def test_what_is_cut_off_may_enter_a_layer():
    layer = {"kind": "assistance", "base": ["over_cap"], "deductible": "none", "ratio": "50%"}
    assert paid({"caps": BED, "layers": [layer]})["assistance_pays"] == "200.00"


def test_a_cap_by_day_counts_for_all_days_together():
    found = paid(
        {"caps": {"on": "payment", "amount": "300", "period": "day"}},
        {"visit": {"days": 4}, "bill": {"in_scope": 2800}},
    )
    assert (found["fund_pays"], found["over_cap"]) == ("1200.00", "400.00")
    cost = paid(
        {"caps": {"on": "cost", "amount": "300", "period": "day"}}, {"visit": {"days": 4}, "bill": {"in_scope": 2800}}
    )
    assert (cost["fund_pays"], cost["over_cap"]) == ("320.00", "1600.00")


def test_the_days_must_be_known():
    assert refusal({"caps": BED}, {"bill": {"lines": LINES}}) == ("visit.days", "fact_missing")


def test_a_bill_of_sums_does_not_tell_its_classes():
    assert refusal({"caps": BED}, {"visit": {"days": 1}, "bill": {"in_scope": "100"}}) == (
        "bill.lines",
        "bill_needs_lines",
    )


def test_a_class_that_the_policy_does_not_name_is_refused():
    lines = [{"class": "a", "item_class": "bet", "total": "1"}]
    assert refusal({"caps": BED}, {"visit": {"days": 1}, "bill": {"lines": lines}}) == (
        "bill.lines[0].item_class",
        "unknown_choice",
    )


@pytest.mark.parametrize(
    ("caps", "path", "code"),
    [
        ({**BED, "on": "cost"}, "caps.on", "unknown_choice"),
        ({**BED, "period": "year"}, "caps.period", "unknown_choice"),
        ({name: value for name, value in BED.items() if name != "period"}, "caps.period", "unknown_choice"),
        ({name: value for name, value in BED.items() if name != "paid_as"}, "caps.paid_as", "key_missing"),
        ({**BED, "paid_as": "middle"}, "caps.paid_as", "unknown_choice"),
        ({**BED, "item_classes": []}, "caps.item_classes", "empty"),
        ({**BED, "counter": "all"}, "caps.counter", "not_together"),
        ({**BED, "pot": "beds"}, "caps.pot", "not_together"),
        ([{**BED, "overflow": "cost"}], "caps[0].overflow", "not_together"),
        ({"on": "payment", "amount": "1", "period": "visit", "paid_as": "first"}, "caps.item_classes", "key_missing"),
        ([BED, {**IMPLANT, "item_classes": ["implant", "bed"]}], "caps[1].item_classes", "duplicate_key"),
        ([BED, {"on": "payment", "amount": "1", "overflow": "cost"}], "caps[1].overflow", "not_together"),
    ],
)
def test_what_cannot_be_meant_is_refused(caps, path, code):
    document = {"deductible": "none", "ratio": "80%", "layers": "none", "caps": caps}
    assert (path, code) in [(one.path, one.code) for one in check_policy(document).errors]


def test_a_layer_has_no_cap_by_class():
    layer = {
        "kind": "assistance",
        "base": ["over_cap"],
        "measured": "visit",
        "deductible": "none",
        "ratio": 1,
        "caps": BED,
    }
    document = {"deductible": "none", "ratio": "80%", "caps": "none", "layers": [layer]}
    found = [(one.path, one.code) for one in check_policy(document).errors]
    assert found == [("layers[0].caps.item_classes", "not_together")]


@MANY
@given(POLICIES, CASES)
def test_no_more_is_paid_for_a_class_than_its_cap_and_money_is_conserved(policy, case):
    with_caps = settle(compile_policy(policy), read_case(case))
    others = [cap for cap in policy["caps"] if "item_classes" not in cap] or "none"
    without = settle(compile_policy(policy | {"caps": others}), read_case(case))
    assert with_caps.fund_pays <= without.fund_pays
    assert with_caps.total == with_caps.paid_in_all + with_caps.share.person_pays
    assert with_caps.share.person_pays == sum(with_caps.borne.values())
    cuts = [step for step in with_caps.steps if step.code == "cap_on_class"]
    assert all(step.inputs["paid"] > step.inputs["cap"] == step.amount >= 0 for step in cuts)
    cut = sum((step.inputs["paid"] - step.inputs["cap"] for step in cuts), Decimal(0))
    assert without.fund_pays - with_caps.fund_pays <= cut
