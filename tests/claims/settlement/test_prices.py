"""A price for a whole stay: surplus and excess are the hospital's, and the person pays on what the policy says."""

from decimal import Decimal

import pytest
from hypothesis import given

from claims.settlement.rules import SettlementError, check_policy, compile_policy, read_case, settle
from claims.settlement.rules.answer.answer import as_json
from claims.settlement.rules.answer.text import as_text, plain_text
from tests.claims.settlement.generated import MANY, MOVED, fitted
from tests.claims.settlement.generated_prices import PRICED
from tests.claims.settlement.test_words_and_pots import PLAIN, chain

PRICE = {"amount": "12000", "covers": "total", "person_pays_on": "cost"}
RULES = {"deductible": "1000", "ratio": "80%"}
HOSPITAL = ("hospital_bears", "hospital_keeps")


def settled(price, bill, policy=RULES, **case):
    return chain(policy | {"price": price}, {"bill": bill} | case)[0]


def figures(found, *names):
    return [found[name] for name in ("fund_pays", "person_pays", *HOSPITAL, *names)]


def test_an_excess_is_the_hospitals_and_nothing_the_person_pays_changes():
    found = settled(PRICE, {"total": "15000", "class_c": "1000"})
    assert figures(found, "fund_pays_by_rule") == ["7400.00", "4600.00", "3000.00", "0.00", "10400.00"]
    assert found["accumulators_after"]["fund_paid"] == "10400.00"


def test_a_surplus_is_the_hospitals_and_uses_up_no_cap():
    caps = {"on": "payment", "amount": "20000"}
    policy = RULES | {"caps": caps, "price": PRICE | {"amount": "30000"}}
    first, second = chain(policy, {"bill": {"in_scope": "9000"}}, {"bill": {"in_scope": "9000"}})
    assert figures(first) == ["27400.00", "2600.00", "0.00", "21000.00"]
    assert (first["left_to_cap"], second["left_to_cap"]) == ("13600.00", "7200.00")


def test_the_fund_never_pays_less_than_nothing():
    found = settled(PRICE | {"amount": "2000"}, {"in_scope": "9000"})
    # By the rule 6,400, of which the price takes all: the person's 2,600 are more than it.
    assert figures(found) == ["0.00", "2600.00", "6400.00", "0.00"]


def test_on_the_price_the_person_pays_on_it():
    found = settled(PRICE | {"person_pays_on": "price"}, {"total": "15000", "class_c": "1000"})
    assert figures(found) == ["8800.00", "3200.00", "3000.00", "0.00"]
    assert (found["in_scope"], found["fully_self"], found["reimbursable_base"]) == ("14000.00", "1000.00", "11000.00")
    assert found["accumulators_after"]["in_scope"] == "12000.00"


def test_a_price_for_in_scope_cost_leaves_the_rest_to_the_person():
    price = PRICE | {"covers": "in_scope", "person_pays_on": "price"}
    found = settled(price, {"total": "15000", "class_c": "1000"})
    assert figures(found) == ["8800.00", "4200.00", "2000.00", "0.00"]


@pytest.mark.parametrize(
    ("cost", "by_item"), [("4799.99", True), ("4800", False), ("24000", False), ("24000.01", True)]
)
def test_far_from_the_price_a_bill_is_settled_by_its_items(cost, by_item):
    found = settled(PRICE | {"by_item_below": "0.4", "by_item_above": 2}, {"in_scope": cost})
    codes = [step["code"] for step in found["steps"]]
    assert ("hospital_bears" in found, "price_by_item" in codes, "price" in codes) == (
        not by_item,
        by_item,
        not by_item,
    )
    if by_item:
        assert found == settled("none", {"in_scope": cost}) | {"steps": found["steps"], "policy": found["policy"]}


def test_a_price_goes_by_disease_and_level_and_counts_for_each_stay():
    by_level = {"by": "level", "values": {"3": "9000", "2": "7000"}}
    price = {
        "cases": [{"when": {"disease": "appendicitis"}, "value": PRICE | {"amount": by_level}}],
        "otherwise": "none",
    }
    ill = {"person": {"diseases": ["appendicitis"]}, "visit": {"level": "2", "stays": 2}}
    assert settled(price, {"in_scope": "9000"}, **ill)["price"] == "14000.00"
    assert "price" not in settled(price, {"in_scope": "9000"}, visit={"level": "2"})


def test_a_price_has_no_items():
    items = {"item_classes": {"implant": {"final_ratio": "10%"}}}
    caps = {"on": "payment", "amount": "1", "period": "visit", "item_classes": ["implant"], "paid_as": "last"}
    policy = RULES | {"items": items, "caps": caps}
    lines = {"lines": [{"class": "a", "item_class": "implant", "total": "12000"}]}
    assert settled(PRICE | {"person_pays_on": "price"}, lines, policy)["fund_pays"] == "8800.00"
    assert settled(PRICE | {"person_pays_on": "price"}, {"in_scope": "5000"}, policy)["fund_pays"] == "8800.00"


@pytest.mark.parametrize(
    ("price", "path", "code"),
    [
        ({**PRICE, "covers": "bill"}, "price.covers", "unknown_choice"),
        ({**PRICE, "person_pays_on": "both"}, "price.person_pays_on", "unknown_choice"),
        ({"amount": "1", "covers": "total"}, "price.person_pays_on", "key_missing"),
        ({"amount": "1", "person_pays_on": "cost"}, "price.covers", "key_missing"),
        ({**PRICE, "by_item_below": "1.2"}, "price.by_item_below", "above_one"),
        ({**PRICE, "by_item_above": "0.5"}, "price.by_item_above", "range_reversed"),
        ({**PRICE, "surplus": "shared"}, "price.surplus", "unknown_key"),
    ],
)
def test_what_cannot_be_meant_is_refused(price, path, code):
    assert (path, code) in [(one.path, one.code) for one in check_policy(PLAIN | {"price": price}).errors]


def test_a_price_that_is_not_stated_is_never_nothing():
    price = {"by": "disease", "values": {"appendicitis": PRICE}}
    with pytest.raises(SettlementError) as caught:
        settle(compile_policy(PLAIN | {"price": price}), read_case({"bill": {"in_scope": "1"}}))
    assert (caught.value.path, caught.value.code) == ("policy.price.values", "value_missing")


@MANY
@given(PRICED, MOVED)
def test_all_that_is_paid_and_borne_is_the_cost_and_what_is_kept(policy, case):
    read = read_case(fitted(policy, case))
    found = settle(compile_policy(policy), read)
    hospital = found.hospital
    bears, keeps = (hospital.bears, hospital.keeps) if hospital else (Decimal(0), Decimal(0))
    assert found.total + keeps == found.paid_in_all + found.share.person_pays + bears
    assert found.share.person_pays == sum(found.borne.values())
    assert min(bears, keeps) == 0 <= max(bears, keeps)
    assert found.fund_pays >= 0
    if hospital and not any(step.code == "price" and step.inputs["person_pays_on"] == "price" for step in found.steps):
        without = settle(compile_policy(policy | {"price": "none"}), read)
        assert (without.share, without.accumulators_after) == (found.share, found.accumulators_after)
    text = as_text(found, {})
    assert text == plain_text(found, {}) and as_json(found)["total"] in text
