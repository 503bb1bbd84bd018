"""A price for a whole stay, and what it leaves to the hospital: docs/quote.md, section price."""

from fractions import Fraction

from tests.claims.settlement.reference_facts import ZERO, Case, amount, chosen, ratio


def price_of(items: list[dict], case: Case) -> dict | None:
    """The price, the cost it is for, and the items the person's share is worked out on; None where there is none."""
    rule = chosen(case.policy.get("price", "none"), case)
    if rule == "none":
        return None
    case.total, case.in_scope = (sum((item[name] for item in items), ZERO) for name in ("total", "in_scope"))
    price = amount(rule.get("amount"), case)
    if price is None:
        return None
    price *= case.stays
    cost = case.total if rule["covers"] == "total" else case.in_scope
    low, high = ratio(rule.get("by_item_below", "none"), case), ratio(rule.get("by_item_above", "none"), case)
    if (low is not None and cost < low * price) or (high is not None and cost > high * price):
        return None
    found = {"price": price, "cost": cost, "on_price": rule["person_pays_on"] == "price", "items": items}
    if found["on_price"]:
        found["items"] = on_price(items, price, rule["covers"])
    return found


def on_price(items: list[dict], price: Fraction, covers: str) -> list[dict]:
    """One item for the price; beside it, where that is for in-scope cost only, what is outside the scope."""
    nothing = dict.fromkeys(("first_pay", "over_limit", "fully_self"), ZERO)
    whole = {"total": price, "in_scope": price, "class": "a", "item_class": None} | nothing
    if covers == "total":
        return [whole]
    return [whole, *(item | {"total": item["total"] - item["in_scope"], "in_scope": ZERO} for item in items)]


def hospital_of(priced: dict, by_rule: Fraction) -> dict:
    """The fund's payment, and the hospital's share by subtraction: of the cost, or of the price."""
    price, cost = priced["price"], priced["cost"]
    pays = by_rule if priced["on_price"] else max(ZERO, by_rule + price - cost)
    # All that is paid, less the cost: above zero the hospital keeps it, below it bears it.
    left = price - cost if priced["on_price"] else pays - by_rule
    return {
        "price": price,
        "fund_pays": pays,
        "fund_pays_by_rule": by_rule,
        "hospital_bears": max(ZERO, -left),
        "hospital_keeps": max(ZERO, left),
    }
