"""What caps on classes of items cut off: docs/quote.md, section caps by class of items."""

from collections.abc import Callable
from fractions import Fraction

from tests.claims.settlement.reference_bill import final_ratio
from tests.claims.settlement.reference_facts import ZERO, Case, Unclear, fen


def over_classes(
    caps: list[dict], items: list[dict], exempt: list[str], sums: dict, apart: dict, pays: Callable, case: Case
) -> Fraction:
    """What is cut off in all. `sums` holds the ordinary cost, what of it carries a deductible, the deductible on it, its base, the
    share of an extra first pay. `apart` is the payment by class with a final ratio; `pays` pays the first so much of the base.
    """
    caps = [cap for cap in caps if "item_classes" in cap]
    if caps and not {"lines", "class_a", "class_b"} & set(case.bill):
        raise Unclear("bill_needs_lines")
    stack = stacked(caps, items, exempt, sums, case)
    paid = dict.fromkeys(range(len(caps)), ZERO)
    deductible, low = sums["deductible"], ZERO
    for block in stack:
        borne = min(deductible, sum(min(cost, carries) for _cap, cost, carries in block))
        deductible -= borne
        whole = sum(cost for _cap, cost, _carries in block)
        high = min(sums["base"], low + whole - borne)
        more = (pays(high) if high else ZERO) - (pays(low) if low else ZERO)
        for cap, cost, _carries in block:
            if cap is not None and whole:
                paid[cap] += more * cost / whole
        low = high
    cut = ZERO
    for number, cap in enumerate(caps):
        for kind in classes(cap):
            paid[number] += apart.get(kind, ZERO)
        cut += max(ZERO, fen(max(ZERO, paid[number])) - cap["amount"])
    return cut


def classes(cap: dict) -> list[str]:
    found = cap["item_classes"]
    return found if isinstance(found, list) else [found]


def stacked(caps: list[dict], items: list[dict], exempt: list[str], sums: dict, case: Case) -> list[list[tuple]]:
    """Blocks from the first to the last; in each (number of the cap or None, cost, what of it carries a deductible)."""
    cost, carries = {}, {}
    for kind in {item["item_class"] for item in items if item["item_class"]}:
        own = [item for item in items if item["item_class"] == kind]
        whole = sum((item["in_scope"] for item in own), ZERO)
        if final_ratio(own[0], case) is None:
            cost[kind] = whole - fen(whole * sums["extra"])
            carries[kind] = ZERO if kind in exempt else cost[kind]
    left = sums["ordinary"]
    total = sum((cost.get(kind, ZERO) for cap in caps for kind in classes(cap)), ZERO)
    # What the account paid first is of all else, then of these, in the order of the list.
    short = max(ZERO, total - left)
    parts = []
    for number, cap in enumerate(caps):
        its = sum((cost.get(kind, ZERO) for kind in classes(cap)), ZERO)
        spared = its - sum((carries.get(kind, ZERO) for kind in classes(cap)), ZERO)
        taken = min(its, short)
        short -= taken
        parts.append((number, its - taken, its - taken - min(spared, its - taken)))
    first = [[part] for part in parts if caps[part[0]]["paid_as"] == "first"]
    last = [[part] for part in parts if caps[part[0]]["paid_as"] == "last"]
    among = [part for part in parts if caps[part[0]]["paid_as"] == "share"]
    rest = left - sum((part[1] for part in parts), ZERO)
    rest_carries = sums["carrying"] - sum((part[2] for part in parts), ZERO)
    return [*first, [*among, (None, rest, max(ZERO, min(rest, rest_carries)))], *last]
