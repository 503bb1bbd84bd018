"""What the layers after the basic fund pay: docs/quote.md, section layers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.claims.settlement.reference_facts import ZERO, Case, Unclear, amount, applies, chosen, fen, holds, number
from tests.claims.settlement.reference_fund import caps_of
from tests.claims.settlement.reference_ratio import Scale, payer

# What a layer pays is taken from the parts of its base in this order.
PARTS = ["over_cap", "coinsurance", "deductible", "off_site_first_pay", "first_pay", "over_limit", "fully_self"]
IN_SCOPE = PARTS[:4]
KINDS = ["major_illness", "assistance", "supplement"]


@dataclass
class Burden:
    """What the person still bears: by part, and of the parts outside the scope by class of items."""

    parts: dict
    items: list[dict]
    left_of: dict = field(default_factory=dict)


def entries_of(base, by_visit: bool, burden: Burden, case: Case) -> list[dict]:
    """The parts of a base in the order of taking, each with what of it may be taken."""
    if isinstance(base, dict):
        return ranged(base, by_visit, burden, case)
    found = [one if isinstance(one, dict) else {"part": one} for one in base]
    found = [one | {"most": part_left(one, burden, case)} for one in found]
    return sorted(found, key=lambda one: PARTS.index(one["part"]))


def ranged(base: dict, by_visit: bool, burden: Burden, case: Case) -> list[dict]:
    """What this bill brings into a range of the year's in-scope cost (of its own, by visit), as far as the person bears it."""
    before = ZERO if by_visit else case.year["in_scope"] if case.is_stay else case.year["outpatient_in_scope"]
    low = number(base["in_scope_from"])
    high = before + case.bill_in_scope
    if "in_scope_to" in base:
        high = min(high, number(base["in_scope_to"]))
    left = max(ZERO, high - max(low, before))
    found = []
    for part in PARTS[:3]:
        most = min(left, burden.parts[part])
        found.append({"part": part, "most": most})
        left -= most
    return found


def part_left(entry: dict, burden: Burden, case: Case) -> Fraction:
    part = entry["part"]
    left = burden.parts[part]
    if "item_classes" in entry or "except_item_classes" in entry:
        if "lines" not in case.bill:
            raise Unclear("bill_needs_lines")
        left = sum((item[part] for item in burden.items if of_classes(item, entry)), ZERO)
    return fen(left * number(entry["share"])) if "share" in entry else left


def of_classes(item: dict, entry: dict) -> bool:
    if "item_classes" in entry:
        return item["item_class"] in entry["item_classes"]
    return item["item_class"] not in entry.get("except_item_classes", [])


def named_last(case: Case) -> Callable:
    """What no layer names by its class is taken over first, then the classes by name."""
    layers = chosen(case.policy.get("layers"), case)
    layers = layers if isinstance(layers, list) else []
    entries = [
        one for rule in layers if isinstance(rule["base"], list) for one in rule["base"] if isinstance(one, dict)
    ]
    named = {name for one in entries for key in ("item_classes", "except_item_classes") for name in one.get(key, [])}
    return lambda item: (item["item_class"] in named, item["item_class"] if item["item_class"] in named else "")


def take_from(burden: Burden, entries: list[dict], pays: Fraction, case: Case) -> None:
    for entry in entries:
        part = entry["part"]
        taken = min(pays, entry["most"])
        burden.parts[part] -= taken
        pays -= taken
        for item in sorted(burden.items, key=named_last(case)) if part not in IN_SCOPE else []:
            if of_classes(item, entry):
                here = min(item[part], taken)
                item[part] -= here
                taken -= here


def year_of(rule: dict, name: str, case: Case) -> dict:
    """The layer's own year; else the burden less what the kinds before its own have paid, and the sum paid by its kind.

    The burden does not tell what of it came into a range, or was a share or a class of a part.
    """
    if name in case.year["layers"]:
        return dict(case.year["layers"][name])
    before = KINDS[: KINDS.index(rule["kind"])]
    base = max(ZERO, case.year["burden"] - sum((case.year[f"{kind}_paid"] for kind in before), ZERO))
    whole_parts = isinstance(rule["base"], list) and all(isinstance(part, str) for part in rule["base"])
    if not whole_parts or not set(rule["base"]) & set(PARTS[:3]):
        base = ZERO
    # Of several layers of a kind the first is taken to be the one that paid.
    first = next(one for one in chosen(case.policy["layers"], case) if one["kind"] == rule["kind"])
    if first.get("id", first["kind"]) != name:
        return {"base": base, "paid": ZERO}
    return {"base": base, "paid": max(ZERO, case.year[f"{rule['kind']}_paid"] - paid_by_others(rule["kind"], case))}


def paid_by_others(kind: str, case: Case) -> Fraction:
    """What those layers of a kind have paid that have a year of their own."""
    names = [rule.get("id", rule["kind"]) for rule in chosen(case.policy["layers"], case) if rule["kind"] == kind]
    return sum((case.year["layers"][name]["paid"] for name in names if name in case.year["layers"]), ZERO)


def settle_layer(rule: dict, burden: Burden, case: Case) -> dict:
    name = rule.get("id", rule["kind"])
    entries = entries_of(rule["base"], rule.get("measured") == "visit", burden, case)
    base = sum((entry["most"] for entry in entries), ZERO)
    year = year_of(rule, name, case)
    tilt = next((one for one in rule.get("tilts", []) if applies(one, case)), {})
    deductible = layer_deductible(rule, tilt, burden, case)
    by_year = rule.get("measured", "year") == "year" and isinstance(rule["base"], list)
    keeps_year = by_year
    if by_year and year["paid"] and not year["base"]:
        # Paid, and not said on what: each bill is paid alike, only the caps count the year.
        by_year = False
    whole = base + (year["base"] if by_year else ZERO)
    burden.left_of[name] = max(ZERO, deductible - whole)
    caps = caps_of(rule.get("caps", "none"), case) if tilt.get("capped", True) else []
    pays = due(rule, whole, deductible, caps, tilt, year, by_year, case) - (year["paid"] if by_year else ZERO)
    pays = max(ZERO, min([base, pays, *payment_rooms(caps, year)]))
    take_from(burden, entries, pays, case)
    found = {"id": name, "kind": rule["kind"], "pays": pays, "base": base, "after": None}
    if keeps_year or has_yearly_cap(rule, case):
        unknown = keeps_year and not by_year
        found["after"] = {"base": year["base"] + (ZERO if unknown else base), "paid": year["paid"] + pays}
    return found


def has_yearly_cap(rule: dict, case: Case) -> bool:
    found = chosen(rule.get("caps", "none"), case)
    found = [] if found == "none" else found if isinstance(found, list) else [found]
    return any(cap.get("period", "year") == "year" for cap in found)


def layer_deductible(rule: dict, tilt: dict, burden: Burden, case: Case) -> Fraction:
    found = chosen(rule.get("deductible"), case)
    shared = isinstance(found, dict) and "left_of" in found
    found = burden.left_of[found["left_of"]] if shared else amount(found, case) or ZERO
    return fen(found * number(tilt["deductible_factor"])) if "deductible_factor" in tilt else found


def due(
    rule: dict, whole: Fraction, deductible: Fraction, caps: list, tilt: dict, year: dict, by_year: bool, case: Case
):
    taken = min(deductible, whole)
    net = whole - taken
    for cap in caps:
        used = year["base"] if cap["yearly"] and not by_year else ZERO
        if cap["on"] == "cost":
            net = min(net, max(ZERO, cap["amount"] - used - taken))
        elif cap["on"] == "cost_after_deductible":
            net = min(net, max(ZERO, cap["amount"] - used))
    scale = Scale(
        base=net, deductible=taken, in_scope=whole, total=whole, tilt=number(tilt.get("points", 0)), is_basic=False
    )
    pays, floor = payer(rule.get("ratio"), scale, case)
    return fen(max(pays(net), floor(net)))


def payment_rooms(caps: list[dict], year: dict) -> list[Fraction]:
    on_payment = [cap for cap in caps if cap["on"] == "payment"]
    return [max(ZERO, cap["amount"] - (year["paid"] if cap["yearly"] else ZERO)) for cap in on_payment]


def settle_layers(burden: Burden, case: Case) -> list[dict]:
    rules = chosen(case.policy.get("layers"), case)
    found = []
    for rule in [] if rules in ("none", "elsewhere") else rules:
        if holds(rule.get("when", {}), case):
            found.append(settle_layer(rule, burden, case))
        else:
            burden.left_of[rule.get("id", rule["kind"])] = layer_deductible(rule, {}, burden, case)
    return found
