"""Limits (B5) on a bill that gives sums and no lines: by visit, day, day of the stay and year, worked out by hand."""

from decimal import Decimal

import pytest

from claims.settlement.rules import compile_policy, read_case, settle
from claims.settlement.rules.records.errors import SettlementError

HEAD = {"id": "p", "version": "1", "source": "s", "status": "assumed"}
NOTHING_ELSE = {"off_site": "none", "deductible": "none", "ratio": "0.5", "caps": "none", "layers": "none"}


def policy(*limits: dict) -> dict:
    return HEAD | NOTHING_ELSE | {"items": {"class_b_first_pay": "0.1", "limits": list(limits)}}


def limit(per: str, amount: str = "1000", on: str = "cost", **more) -> dict:
    return {"per": per, "amount": amount, "on": on} | more


def settled(*limits: dict, in_scope: str = "1500", year: dict | None = None, **visit):
    case = {"policy": "p", "visit": {"setting": "outpatient"} | visit, "bill": {"in_scope": in_scope}}
    return settle(compile_policy(policy(*limits)), read_case(case | ({"accumulators": year} if year else {})))


def cut(found) -> tuple[str, str, str]:
    return str(found.over_limit), str(found.in_scope), str(found.fund_pays)


@pytest.mark.parametrize(
    ("of", "visit", "in_scope", "expected"),
    [
        # A visit, and three of them on one bill.
        (limit("visit"), {}, "1500", ("500.00", "1000.00", "500.00")),
        (limit("visit", on="in_scope"), {}, "1500", ("500.00", "1000.00", "500.00")),
        (limit("visit"), {}, "1000", ("0", "1000.00", "500.00")),
        (limit("visit"), {}, "999.99", ("0", "999.99", "500.00")),
        (limit("visit"), {"stays": 3}, "3000.01", ("0.01", "3000.00", "1500.00")),
        # A day, where the whole bill is of one: a visit that is no stay, or a stay of one day.
        (limit("day"), {}, "1500", ("500.00", "1000.00", "500.00")),
        (limit("day"), {"setting": "inpatient", "days": 1}, "1500", ("500.00", "1000.00", "500.00")),
        # A day of the stay: so much for each.
        (limit("stay_day"), {"setting": "inpatient", "days": 3}, "3500", ("500.00", "3000.00", "1500.00")),
        # A kind of item: the sums hold what is left after it.
        (limit("visit", item_classes=["bed"]), {}, "1500", ("0", "1500.00", "750.00")),
        (limit("day", item_classes=["bed"]), {"setting": "inpatient", "days": 4}, "1500", ("0", "1500.00", "750.00")),
    ],
)
def test_what_is_above_a_limit_is_over_the_limit(of, visit, in_scope, expected):
    found = settled(of, in_scope=in_scope, **visit)
    assert tuple(map(Decimal, cut(found))) == tuple(map(Decimal, expected))
    noted = [step for step in found.steps if step.code == "over_limit"]
    assert sum((step.amount for step in noted), Decimal(0)) == Decimal(expected[0])
    assert all(step.rule == "items.limits[0]" for step in noted)
    assert all(step.inputs["per"] == of["per"] and step.inputs["on"] == of["on"] for step in noted)


@pytest.mark.parametrize("visit", [{"setting": "inpatient", "days": 2}, {"stays": 2}])
def test_a_limit_by_day_needs_the_lines_of_more_than_one_day(visit):
    with pytest.raises(SettlementError) as refused:
        settled(limit("day"), **visit)
    assert (refused.value.code, refused.value.path) == ("bill_needs_lines", "bill.lines")


def test_a_second_limit_sees_what_the_first_left():
    found = settled(limit("visit", "1200"), limit("visit", "1000"), limit("visit", "1100"))
    assert [step.amount for step in found.steps if step.code == "over_limit"] == [Decimal(300), Decimal(200)]
    assert (found.over_limit, found.in_scope) == (Decimal(500), Decimal(1000))


def test_a_limit_of_the_year_is_used_up_bill_by_bill():
    of = limit("year", id="a-year")
    first = settled(of, in_scope="700")
    assert first.over_limit == 0 and first.accumulators_after.limits == {"a-year": Decimal(700)}
    second = settled(of, in_scope="700", year={"limits": {"a-year": "700.00"}})
    assert (second.over_limit, second.in_scope) == (Decimal(400), Decimal(300))
    assert second.accumulators_after.limits == {"a-year": Decimal(1000)}
    third = settled(of, in_scope="700", year={"limits": {"a-year": "1000.00"}})
    assert (third.over_limit, third.in_scope) == (Decimal(700), 0)
    # More than the limit was counted before it was lowered: nothing is given back.
    lowered = settled(of, in_scope="700", year={"limits": {"a-year": "1500.00"}})
    assert (lowered.over_limit, lowered.in_scope) == (Decimal(700), 0)
    assert lowered.accumulators_after.limits == {"a-year": Decimal(1500)}


def test_a_limit_that_is_none_cuts_nothing():
    found = settled(limit("visit", "none"), limit("visit", "1400"))
    assert found.over_limit == Decimal(100)
