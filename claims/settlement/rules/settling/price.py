"""A price for a whole stay (H1): by disease, by group. The fund pays the price; surplus and excess are the hospital's.

What the person pays is worked out on the cost as without a price, or on the price itself: the policy says which. A bill
far from the price may be settled item by item, as if there were none (H2).
"""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claims.settlement.rules.records.rounding import ZERO, exact
from claims.settlement.rules.records.stay_rules import PriceRule
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_of
from claims.settlement.rules.settling.lines import Bill


class Priced(Struct, frozen=True, gc=False, kw_only=True):
    """The price of this bill, the cost it is for, and whether the person's share is worked out on it."""

    price: Decimal
    cost: Decimal
    on_price: bool
    path: str


class HospitalShare(Struct, frozen=True, gc=False, kw_only=True):
    """Who bears what a price leaves. `by_rule` is what the fund pays by its ratio, which the year counts; `pays` what it pays the
    hospital. Total and kept are fund, layers, person and borne together. `counted` is the bill that the person's share is of."""

    price: Decimal
    cost: Decimal
    by_rule: Decimal
    pays: Decimal
    bears: Decimal
    keeps: Decimal
    counted: Bill


def price_of(run: Run, bill: Bill) -> Priced | None:
    """The price that holds for this bill, or None: the policy has none for it, or the bill lies beyond the bounds of it."""
    rule = run.policy.price.pick(run.facts).value
    if rule is None:
        return None
    amounts = {"total": bill.total, "in_scope": bill.in_scope}
    standard, stated = amount_of(run, rule.amount, amounts)
    if standard is None:
        return None
    stays = run.case.visit.stays
    price = standard if stays == 1 else standard * stays
    cost = amounts[rule.covers]
    if _by_item(run, rule, price, cost):
        return None
    inputs: dict[str, object] = {"cost": cost, "covers": rule.covers, "person_pays_on": rule.person_pays_on}
    several = {} if stays == 1 else {"standard": standard, "stays": stays}
    run.note("price", price, stated.path, inputs | several)
    return Priced(price=price, cost=cost, on_price=rule.person_pays_on == "price", path=stated.path)


def _by_item(run: Run, rule: PriceRule, price: Decimal, cost: Decimal) -> bool:
    """H2: whether the cost is less than one share of the price, or more than another."""
    below, above = rule.by_item_below.pick(run.facts), rule.by_item_above.pick(run.facts)
    for name, stated in (("below", below), ("above", above)):
        if stated.value is None:
            continue
        bound = exact(price * stated.value)
        if cost < bound if name == "below" else cost > bound:
            run.note("price_by_item", None, stated.path, {"cost": cost, "price": price, name: bound})
            return True
    return False


def counted_bill(run: Run, bill: Bill, priced: Priced) -> Bill:
    """The bill that the person's share is worked out on: the cost, or the price in its place, which has no items."""
    if not priced.on_price:
        return bill
    rule = run.policy.price.pick(run.facts).value
    if rule is not None and rule.covers == "in_scope":
        total = bill.total - bill.in_scope + priced.price
        return replace(bill, total=total, in_scope=priced.price, by_item_class={}, priced=True)
    return Bill(
        total=priced.price,
        fully_self=ZERO,
        over_limit=ZERO,
        first_pay=ZERO,
        in_scope=priced.price,
        by_item_class={},
        lines=bill.lines,
        priced=True,
    )


def share_of_hospital(run: Run, priced: Priced, counted: Bill, by_rule: Decimal) -> HospitalShare:
    """What the fund pays the hospital, and what that one then bears or keeps; `by_rule` is what the ratio gives."""
    price, cost = priced.price, priced.cost
    if priced.on_price:
        pays, bears = by_rule, max(ZERO, cost - price)
        keeps = max(ZERO, price - cost)
    else:
        pays = max(ZERO, by_rule + price - cost)
        bears, keeps = max(ZERO, by_rule - pays), max(ZERO, pays - by_rule)
        run.note("fund_pays_price", pays, priced.path, {"by_rule": by_rule, "price": price, "cost": cost})
    for code, amount in (("hospital_bears", bears), ("hospital_keeps", keeps)):
        if amount:
            run.note(code, amount, priced.path, {"cost": cost, "price": price})
    return HospitalShare(price=price, cost=cost, by_rule=by_rule, pays=pays, bears=bears, keeps=keeps, counted=counted)
