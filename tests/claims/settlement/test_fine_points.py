"""Fine points of the engine that no published example and no generated case had touched: each was found by a mutant that lived."""

import pytest

from claims.settlement.rules import BillLine, SettlementCase, compile_policy, read_case, settle
from claims.settlement.rules.reading.bill_reader import line_total
from claims.settlement.rules.records.errors import SettlementError

PLAIN = {"deductible": "none", "ratio": "0.5", "caps": "none", "layers": "none"}


def settled(policy: dict, lines: list[dict], **case):
    return settle(compile_policy(PLAIN | policy), read_case({"bill": {"lines": lines}} | case))


def refused(policy: dict, lines: list[dict], **case) -> tuple[str, str]:
    with pytest.raises(SettlementError) as problem:
        settled(policy, lines, **case)
    return problem.value.code, problem.value.path


def test_a_class_of_items_that_says_nothing_of_first_pay_follows_class_a_or_b():
    items = {"class_b_first_pay": "0.2", "item_classes": {"exam": {"counts_for_deductible": True}}}
    both = [
        {"class": "a", "total": "100.00", "item_class": "exam"},
        {"class": "b", "total": "100.00", "item_class": "exam"},
    ]
    assert [line.first_pay for line in settled({"items": items}, both).lines] == [0, 20]


ONE_DAY = {"admitted_on": "2026-03-02", "discharged_on": "2026-03-02"}
TWO_DAYS = {"admitted_on": "2026-03-02", "discharged_on": "2026-03-03"}
BY_DAY = {"items": {"limits": [{"per": "day", "on": "cost", "amount": "150.00"}]}}


def test_a_visit_of_one_day_gives_its_day_to_every_line():
    lines = [{"class": "a", "total": "100.00"}, {"class": "a", "total": "100.00"}]
    assert settled(BY_DAY, lines, visit=ONE_DAY).over_limit == 50
    assert refused(BY_DAY, lines, visit=TWO_DAYS) == ("fact_missing", "bill.lines[0].on")
    dated = [line | {"on": f"2026-03-0{day}"} for day, line in enumerate(lines, start=2)]
    assert settled(BY_DAY, dated, visit=TWO_DAYS).over_limit == 0


@pytest.mark.parametrize("order", [1, -1])
def test_lines_alike_but_for_their_class_of_items_are_cut_in_the_order_of_its_name(order):
    items = {"item_classes": {"bed": {"first_pay": "0"}, "exam": {"first_pay": "0"}}}
    items |= {"limits": [{"per": "visit", "on": "cost", "amount": "1000.00"}]}
    lines = [{"class": "a", "total": "800.00", "item_class": name} for name in ("bed", "exam")][::order]
    found = settled({"items": items}, lines)
    assert {line.item_class: line.over_limit for line in found.lines} == {"bed": 0, "exam": 600}


def test_a_line_without_amount_and_price_costs_nothing_that_can_be_told():
    with pytest.raises(SettlementError) as problem:
        line_total(BillLine(class_="a"))
    assert problem.value.code == "line_needs_amount"
    with pytest.raises(SettlementError):
        settle(compile_policy(PLAIN), SettlementCase(lines=(BillLine(class_="a"),)))


GROWN_FROM_NONE = {"amount": "none", "plus": [{"add": "100.00"}]}


@pytest.mark.parametrize(
    ("policy", "path"),
    [
        ({"ratio": {"fixed": GROWN_FROM_NONE}}, "policy.ratio.fixed.amount"),
        (
            {"deductible": {"amount": "100.00", "reductions": [{"when": {"poor": False}, "less": GROWN_FROM_NONE}]}},
            "policy.deductible.reductions[0].less.amount",
        ),
        (
            {"deductible": {"amount": "100.00", "repeat": {"less_each_time": GROWN_FROM_NONE}}},
            "policy.deductible.repeat.less_each_time.amount",
        ),
    ],
)
def test_an_amount_that_must_be_stated_cannot_grow_from_none(policy, path):
    """The types found it: these came to no refusal but to an error of the program."""
    bill = [{"class": "a", "total": "1000.00"}]
    deductible = {"repeat": "none"} | policy["deductible"] if "deductible" in policy else "none"
    found = refused(policy | {"deductible": deductible}, bill, visit={"ordinal": 2})
    assert found == ("value_missing", path)
