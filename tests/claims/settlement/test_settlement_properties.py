"""What holds for every policy and every bill."""

import copy
import random
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import astuple, replace

from claims.settlement.rules import Accumulators, compile_policy, read_case, settle
from claims.settlement.rules.answer.answer import as_json
from claims.settlement.rules.settling.accumulators import reversed_year
from tests.claims.settlement.generated import MANY, MONEY, MOVED, POLICIES, RATIO, fitted

ZERO = Decimal(0)


def settled(policy, case):
    return settle(compile_policy(policy), read_case(fitted(policy, case)))


@MANY
@given(POLICIES, MOVED)
def test_money_is_conserved_and_no_part_is_negative(policy, case):
    found = settled(policy, case)
    share = found.share
    assert found.total == found.in_scope + found.first_pay + found.over_limit + found.fully_self
    accounts = share.personal_account_pays + share.family_account_pays
    assert found.total == found.paid_in_all + accounts + share.cash_pays
    assert share.person_pays == sum(found.borne.values())
    parts = [value for value in astuple(found) if isinstance(value, Decimal)] + [
        v for v in astuple(share) if v is not None
    ]
    assert min(parts) >= 0
    assert all(value == value.quantize(Decimal("0.01")) for value in parts)
    for line in found.lines:
        assert line.total == line.fully_self + line.over_limit + line.first_pay + line.in_scope
        assert min(line.total, line.fully_self, line.over_limit, line.first_pay, line.in_scope) >= 0
    assert sum(line.total for line in found.lines) == found.total


@MANY
@given(POLICIES, MOVED)
def test_the_fund_never_pays_more_than_the_base_and_a_layer_never_more_than_its_base(policy, case):
    found = settled(policy, case)
    floor_on_cost = isinstance(policy["ratio"], dict) and isinstance(policy["ratio"].get("floor"), dict)
    if not floor_on_cost:
        before_ratio = found.off_site_first_pay + found.account_first + found.deductible
        assert found.fund_pays <= found.in_scope - before_ratio
        assert found.in_scope == before_ratio + found.over_cap + found.coinsurance + found.fund_pays
    assert all(layer.pays <= layer.base for layer in found.layers)


@MANY
@given(POLICIES, MOVED)
def test_nothing_is_paid_above_a_cap(policy, case):
    found = settled(policy, case)
    caps, setting = policy["caps"], case["visit"].get("setting", "inpatient")
    stays = case["visit"].get("stays", 1)
    by_setting = isinstance(caps, dict) and "by" in caps
    if by_setting:
        caps = caps["values"]["outpatient|pharmacy"] if setting == "outpatient" else caps["otherwise"]
    caps = caps if isinstance(caps, list) else [caps]
    year = found.accumulators_before
    for cap in caps:
        if cap == "none" or cap["on"] != "payment" or not isinstance(cap["amount"], str) or cap["amount"] == "none":
            continue
        own = year.fund_paid if setting == "inpatient" else year.outpatient_fund_paid
        if setting == "chronic" and by_setting and cap.get("counter", "own") == "own":
            own = ZERO  # What the year has paid was for general outpatient care, under another cap.
        used = year.fund_paid + year.outpatient_fund_paid if cap.get("counter") == "all" else own
        room = Decimal(cap["amount"]) - used if cap.get("period", "year") == "year" else Decimal(cap["amount"]) * stays
        assert found.fund_pays <= max(ZERO, room)
    rules = {rule["id"]: rule for rule in policy["layers"]}
    for layer in found.layers:
        cap = rules[layer.id].get("caps")
        if cap and cap["on"] == "payment" and isinstance(cap["amount"], str):
            tilted = any(step.code == "layer_tilt" for step in found.steps)
            times = stays if cap.get("period") == "visit" else 1
            assert tilted or cap["amount"] == "none" or layer.pays <= Decimal(cap["amount"]) * times
            if cap.get("period", "year") == "year" and not tilted and cap["amount"] != "none":
                before = year.layers[layer.id].paid if layer.id in year.layers else ZERO
                assert found.accumulators_after.layers[layer.id].paid <= max(before, Decimal(cap["amount"]))


@MANY
@given(POLICIES, MOVED, st.lists(st.booleans(), min_size=1, max_size=3), RATIO)
def test_a_ratio_of_zero_stays_zero(policy, case, flags, floor):
    assume(policy["items"].get("item_classes") is not None)
    for line in case["bill"]["lines"]:
        line.pop("item_class", None)
    points = [{"add": "0.5"} for _flag in flags]
    found = settled(
        policy | {"ratio": {"flat": "0", "points": points, "floor": floor, "person_share_factor": "0"}}, case
    )
    assert found.fund_pays == 0


@MANY
@given(POLICIES, MOVED, st.integers(1, 50_000_00))
def test_more_in_scope_cost_never_pays_less(policy, case, more):
    bill = {"in_scope": "12345.67"}
    policy = copy.deepcopy(policy)
    policy["items"].pop("limits", None)
    less = settled(policy, case | {"bill": bill})
    after = settled(policy, case | {"bill": {"in_scope": str(Decimal("12345.67") + Decimal(more) / 100)}})
    assert after.fund_pays >= less.fund_pays
    assert after.paid_in_all >= less.paid_in_all


@MANY
@given(POLICIES, MOVED, st.randoms())
def test_the_order_of_the_bill_does_not_matter(policy, case, order: random.Random):
    turned = copy.deepcopy(case)
    order.shuffle(turned["bill"]["lines"])
    one, other = settled(policy, case), settled(policy, turned)
    assert replace(one, lines=(), steps=()) == replace(other, lines=(), steps=())


@MANY
@given(POLICIES, MOVED, st.integers(1, 8))
def test_splitting_a_line_changes_only_the_rounding_of_its_first_pay(policy, case, parts):
    case = copy.deepcopy(case)
    line = case["bill"]["lines"][0]
    line.pop("total", None)
    # A first pay in yuan is of the whole line.
    line.pop("first_pay", None)
    whole = line | {"price": line.get("price", "17.35"), "quantity": 9}
    split = [whole | {"quantity": parts}, whole | {"quantity": 9 - parts}]
    rest = case["bill"]["lines"][1:]
    one = settled(policy, case | {"bill": {"lines": [whole, *rest]}})
    two = settled(policy, case | {"bill": {"lines": [*split, *rest]}})
    assert one.total == two.total
    assert one.fully_self == two.fully_self
    assert abs(one.first_pay - two.first_pay) <= Decimal("0.02")


@MANY
@given(POLICIES, MOVED)
def test_settling_reversing_and_settling_again_gives_the_first_result(policy, case):
    compiled, read = compile_policy(policy), read_case(fitted(policy, case))
    first = settle(compiled, read)
    back = reversed_year(first.accumulators_after, first.accumulators_before, first.accumulators_after)
    assert back == first.accumulators_before
    again = settle(compiled, read)
    assert again == first
    assert as_json(again) == as_json(first)


@MANY
@given(POLICIES, MOVED, MONEY)
def test_a_settlement_reversed_after_a_later_one_leaves_the_later_one_counted(policy, case, burden):
    first = settled(policy, case)
    later = replace(first.accumulators_after, burden=first.accumulators_after.burden + Decimal(burden))
    back = reversed_year(later, first.accumulators_before, first.accumulators_after)
    assert back.burden == first.accumulators_before.burden + Decimal(burden)
    assert back.in_scope == first.accumulators_before.in_scope


@MANY
@given(POLICIES, st.lists(MOVED, min_size=2, max_size=4))
def test_what_is_remembered_from_other_cases_changes_nothing(policy, cases):
    used = compile_policy(policy)
    for case in [*cases, *cases]:
        assert settle(used, read_case(fitted(policy, case))) == settled(policy, case)


@MANY
@given(POLICIES, MOVED)
def test_the_year_goes_on_from_the_answer(policy, case):
    """What the answer says of the year is read back as it was."""
    found = settled(policy, case)
    year = as_json(found)["accumulators_after"]
    again = read_case(fitted(policy, case) | {"accumulators": year})
    assert again.accumulators == found.accumulators_after
    assert isinstance(again.accumulators, Accumulators)
