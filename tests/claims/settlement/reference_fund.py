"""Deductible, ratio and caps of the basic fund: docs/quote.md, sections off_site, deductible, ratio and caps."""

import copy
from fractions import Fraction
from math import ceil

from tests.claims.settlement.reference_bill import pools
from tests.claims.settlement.reference_class_caps import over_classes
from tests.claims.settlement.reference_facts import (
    ZERO,
    Case,
    Unclear,
    amount,
    applies,
    chosen,
    fen,
    number,
    ratio,
    trail,
)
from tests.claims.settlement.reference_once import once
from tests.claims.settlement.reference_pots import used_of
from tests.claims.settlement.reference_ratio import Scale, payer
from tests.claims.settlement.reference_year import counted

DEDUCTIBLE_KEYS = {"period", "repeat", "yearly_ceiling", "reductions", "transfer", "exempt_item_classes", "counter"}
DEDUCTIBLE_KEYS |= {"pot"}


def deductible_pot(case: Case):
    """Which yearly deductible this is; None where nothing is taken."""
    rule = deductible_rule(case)
    if amount(rule.get("amount"), case) is None:
        return None
    return trail(case.policy.get("deductible"), case), trail(rule["amount"], case)


def ceiling_pot(case: Case):
    rule = deductible_rule(case)
    if rule.get("amount") == "none":
        return None
    return trail(case.policy.get("deductible"), case), trail(rule.get("yearly_ceiling", "none"), case)


def cap_pot(number: int):
    def pot(case: Case):
        found = chosen(case.policy.get("caps"), case)
        caps = [] if found == "none" else found if isinstance(found, list) else [found]
        if number >= len(caps):
            return "no cap", number
        return trail(case.policy.get("caps"), case), number, trail(caps[number]["amount"], case)

    return pot


def off_site_rule(case: Case) -> dict:
    if case.fact("off_site") == "local":
        return {}
    found = chosen(case.policy.get("off_site"), case)
    return {} if found == "none" else found


def deductible_rule(case: Case) -> dict:
    found = chosen(case.policy.get("deductible"), case)
    if not isinstance(found, dict) or "share" in found or "plus" in found:
        return {"amount": found, "repeat": "none", "transfer": "none"}
    if not DEDUCTIBLE_KEYS & set(found) and isinstance(found.get("amount"), dict) is False and "of" in found:
        return {"amount": found, "repeat": "none", "transfer": "none"}
    return found


def deductible_standard(case: Case, off_site: dict) -> Fraction:
    rule = deductible_rule(case)
    period = chosen(rule.get("period", "admission"), case)
    if "_carried" in case.visit and period in ("admission", "visit"):
        # A later part of a stay: what the part before has left of the one deductible.
        found = ZERO if case.policy.get("deductible") == "none" else case.visit["_carried"]
        case.deductible_standard, case.carries_on = found, True
        return under_ceiling(found, rule, case)
    times = case.stays if period in ("admission", "visit") else 1
    each = []
    for shift in range(times):
        case.ordinal_shift = shift if period == "admission" else 0
        each.append(deductible_of_one(rule, period, off_site, case))
    case.ordinal_shift = 0
    whole = sum(each, ZERO)
    # Of several stays of one bill the first is the one that goes on after a transfer.
    found = transferred(each[0], rule, case) + sum(each[1:], ZERO)
    case.deductible_standard = found
    counter = rule.get("counter", "own")
    if period in ("year", "month", "quarter"):
        # What the hospital before has charged is among what the year has taken.
        if "pot" in rule:
            taken = used_of(case, rule["pot"], period, "deductible_taken")
        else:
            taken = counted(case, "deductible_taken", counter, deductible_pot)
        found = max(ZERO, min(found, whole - taken))
    if period == "once_a_year":
        found = once(found, whole, rule, case, deductible_pot)
    return under_ceiling(found, rule, case)


def under_ceiling(found: Fraction, rule: dict, case: Case) -> Fraction:
    ceiling = amount(rule.get("yearly_ceiling", "none"), case)
    if ceiling is not None:
        if "pot" in rule:
            taken = used_of(case, rule["pot"], "year", "deductible_taken")
        else:
            taken = counted(case, "deductible_taken", rule.get("counter", "own"), ceiling_pot)
        found = min(found, max(ZERO, ceiling - taken))
    case.deductible_due = found
    return found


def deductible_of_one(rule: dict, period: str, off_site: dict, case: Case) -> Fraction:
    full = amount(off_site["deductible"] if "deductible" in off_site else rule.get("amount"), case)
    if full is None:
        return ZERO
    factor = ratio(off_site.get("deductible_factor", "none"), case)
    full = full if factor is None else full * factor
    if period == "admission":
        full = repeated(full, rule, case)
    for one in chosen(rule.get("reductions", []), case):
        if applies(one, case):
            full = min(full, reduced(full, one, case))
    # Rounded once, whatever changed it.
    return fen(full)


def ratio_pot(case: Case):
    return trail(case.policy.get("ratio"), case)


def goes_on_through_year(case: Case) -> bool:
    rule = chosen(case.policy.get("ratio"), case)
    if not isinstance(rule, dict):
        return False
    tables = [chosen(rule[name], case) for name in ("segments", "slabs") if name in rule]
    return any(isinstance(table, dict) and table.get("measured") == "year" for table in tables)


def repeated(full: Fraction, rule: dict, case: Case) -> Fraction:
    if rule.get("repeat") == "none" or case.fact("ordinal") == 1:
        return full
    repeat = chosen(rule.get("repeat"), case)
    if repeat == "none":
        return full
    # Never more than the first time.
    least = min(full, amount(repeat.get("at_least", "none"), case) or ZERO)
    if "shares" in repeat:
        share = number(repeat["shares"][min(case.fact("ordinal"), len(repeat["shares"])) - 1])
        return max(full * share, least) if share else ZERO
    return max(full - amount(repeat["less_each_time"], case) * (case.fact("ordinal") - 1), least)


def reduced(full: Fraction, one: dict, case: Case) -> Fraction:
    if "share" in one:
        return full * number(one["share"])
    if "less" in one:
        return max(ZERO, full - amount(one["less"], case))
    return amount(one["to"], case) or ZERO


def transferred(full: Fraction, rule: dict, case: Case) -> Fraction:
    transfer = case.visit.get("transfer")
    if not transfer or rule.get("transfer") == "none":
        return full
    rules = chosen(rule.get("transfer"), case)
    if rules == "none":
        return full
    way = chosen(rules.get("consortium" if transfer.get("consortium") else transfer["direction"]), case)
    if way == "difference":
        return max(ZERO, full - paid_before_transfer(transfer, rule, case))
    return full if way == "full" else ZERO


def paid_before_transfer(transfer: dict, rule: dict, case: Case) -> Fraction:
    if "deductible_paid" in transfer:
        return number(transfer["deductible_paid"])
    if "from_level" not in transfer:
        raise Unclear("fact_missing visit.transfer.deductible_paid")
    # The hospital before may have been at home or elsewhere; where that matters it must be said what was paid.
    found = {charged_there(state, transfer, case) for state in (case.fact("off_site"), "local")}
    if len(found) > 1:
        raise Unclear("fact_missing visit.transfer.deductible_paid")
    taken = case.year["deductible_taken"]
    return min(*found, taken) if taken else min(found)


def charged_there(state: str, transfer: dict, case: Case) -> Fraction | None:
    """What a stay at the level before is charged: its amount, repeat and reductions; None where it cannot be said."""
    before = copy.copy(case)
    levels = ("level", "deductible_level", "pay_level", "transfer", "off_site")
    before.visit = {name: value for name, value in case.visit.items() if name not in levels}
    before.visit |= {"level": transfer["from_level"], "off_site": state}
    ordinal = case.known("ordinal")
    if ordinal is not None:
        before.visit["ordinal"] = ordinal if case.goes_on else max(1, ordinal - 1)
    before.total = before.in_scope = None
    try:
        rule = deductible_rule(before)
        return deductible_of_one(rule, chosen(rule.get("period", "admission"), before), off_site_rule(before), before)
    except Unclear:
        return None


def take(found: list[dict], sum_to_take: Fraction) -> None:
    """Take a sum from pools one after the other."""
    for pool in found:
        part = min(pool["cost"], sum_to_take)
        pool["cost"] -= part
        sum_to_take -= part


def settle_fund(items: list[dict], balance_first: Fraction, case: Case) -> dict:
    """What the basic fund pays, and the parts of the in-scope cost."""
    in_scope, off_site = sum(item["in_scope"] for item in items), off_site_rule(case)
    extra = ratio(off_site.get("extra_first_pay", "none"), case) or ZERO
    off_site_first_pay = fen(extra * in_scope)
    case.total, case.in_scope = sum(item["total"] for item in items), in_scope - off_site_first_pay
    found = pools(items, exempt_classes(case), case)
    found = after_extra_first_pay(found, extra, case.in_scope)
    # What comes first of the account and of the deductible falls on cost under the scheme's ratio before any other.
    found.sort(key=lambda pool: (pool["final"] is not None, pool["final"] or ZERO, not pool["carries"]))
    account_first = min(balance_first, case.in_scope)
    take(found, account_first)
    case.in_scope -= account_first
    carrying = [pool for pool in found if pool["carries"]]
    deductible = min(deductible_standard(case, off_site), sum((pool["cost"] for pool in carrying), ZERO))
    apart_before = paid_apart(found)
    sums = {"ordinary": ordinary_of(found), "carrying": ordinary_of(carrying), "extra": extra, "items": items}
    take(carrying, deductible)
    sums["deductible"] = sums["ordinary"] - ordinary_of(found)
    before_caps = case.in_scope - deductible
    base = min(before_caps, cost_room(case, deductible, before_caps))
    scale = Scale(base=before_caps, deductible=deductible, in_scope=in_scope, total=case.total, off_site=off_site)
    scale.deductible_apart = apart_before - paid_apart(found)
    if goes_on_through_year(case):
        scale.year_before = counted(case, "in_scope", "own", ratio_pot)
        scale.year_deductible = counted(case, "deductible_taken", "own", ratio_pot)
    most = case.total - account_first
    fund, cut_off, base = paid_of(found, base, scale, most, sums, case)
    cut_off = min(cut_off, max(ZERO, base - fund))
    over_cap = before_caps - base + cut_off
    coinsurance = base - fund - cut_off
    return {
        "in_scope": in_scope,
        "off_site_first_pay": off_site_first_pay,
        "account_first": account_first,
        "deductible_standard": case.deductible_standard,
        "deductible": deductible,
        "reimbursable_base": base,
        "over_cap": over_cap,
        "coinsurance": max(ZERO, coinsurance),
        "fund_pays": fund,
    }


def after_extra_first_pay(found: list[dict], extra: Fraction, left: Fraction) -> list[dict]:
    """The cost by class of items, each less its rounded share; what rounding leaves falls on ordinary cost."""
    kinds = {}
    for pool in found:
        if pool["final"] is not None or not pool["carries"]:
            kind = (pool["final"], pool["carries"], pool["item_class"])
            kinds[kind] = kinds.get(kind, ZERO) + pool["cost"]
    others = [
        {"cost": cost - fen(extra * cost), "final": final, "carries": carries, "item_class": name}
        for (final, carries, name), cost in kinds.items()
    ]
    rest = left - sum((pool["cost"] for pool in others), ZERO)
    take(sorted(others, key=lambda pool: (not pool["carries"], pool["final"] or ZERO)), max(ZERO, -rest))
    return [{"cost": max(ZERO, rest), "final": None, "carries": True}, *others]


def ordinary_of(found: list[dict]) -> Fraction:
    return sum((pool["cost"] for pool in found if pool["final"] is None), ZERO)


def paid_apart(found: list[dict]) -> Fraction:
    return sum((pool["cost"] for pool in found if pool["final"] is not None), ZERO)


def exempt_classes(case: Case) -> list[str]:
    found = chosen(deductible_rule(case).get("exempt_item_classes", "none"), case)
    return [] if found == "none" else found if isinstance(found, list) else [found]


def caps_of(section, case: Case) -> list[dict]:
    found = chosen(section, case)
    if found == "none":
        return []
    caps = []
    for place, cap in enumerate(found if isinstance(found, list) else [found]):
        cap = chosen(cap, case)
        allowed = amount(cap.get("amount"), case) if cap != "none" else None
        if allowed is not None:
            period = cap.get("period", "year")
            # By visit it counts for each visit or stay on the bill, by day for each day.
            times = {"visit": case.stays, "day": case.fact("days") if period == "day" else 1}.get(period, 1)
            own = {"amount": allowed * times, "yearly": period not in ("visit", "day"), "own_pot": cap_pot(place)}
            caps.append(cap | own)
    return caps


def cost_room(case: Case, deductible: Fraction, most: Fraction) -> Fraction:
    """How much of the cost above the deductible the caps on cost leave."""
    for cap in caps_of(case.policy.get("caps"), case):
        if cap["on"] == "payment":
            continue
        counter, used = cap.get("counter", "own"), ZERO
        if "pot" in cap:
            used = used_of(case, cap["pot"], cap.get("period", "year"), "in_scope")
            if cap["on"] == "cost_after_deductible":
                used = max(ZERO, used - used_of(case, cap["pot"], cap.get("period", "year"), "deductible_taken"))
        elif cap["yearly"]:
            used = counted(case, "in_scope", counter, cap["own_pot"])
            if cap["on"] == "cost_after_deductible":
                used = max(ZERO, used - counted(case, "deductible_taken", counter, cap["own_pot"]))
        left = cap["amount"] - used - (deductible if cap["on"] == "cost" else ZERO)
        most = min(most, max(ZERO, left))
    return most


def paid_of(
    found: list[dict], base: Fraction, scale: Scale, most: Fraction, sums: dict, case: Case
) -> tuple[Fraction, Fraction, Fraction]:
    """What is paid under the caps on payments, what they cut off, and the base, less cost above a cap where that is kept."""
    ordinary = sum((pool["cost"] for pool in found if pool["final"] is None), ZERO)
    # A cap on cost cuts what is paid apart, the lowest ratio first.
    apart = [pool for pool in reversed(found) if pool["final"] is not None]
    scheme, floor = payer(case.policy.get("ratio"), scale, case)

    def pays(so_much: Fraction) -> Fraction:
        paid, left = ZERO, max(ZERO, so_much - ordinary)
        for pool in apart:
            paid += min(left, pool["cost"]) * pool["final"]
            left -= min(left, pool["cost"])
        # Never more than the bill, less what the account paid first.
        return min(most, max(paid + scheme(min(so_much, ordinary)), floor(so_much)))

    caps = caps_of(case.policy.get("caps"), case)
    uncapped = fen(pays(base))
    # Caps on classes of items come before the others.
    by_class, left = {}, max(ZERO, base - ordinary)
    for pool in apart:
        by_class[pool.get("item_class")] = min(left, pool["cost"]) * pool["final"]
        left -= min(left, pool["cost"])
    sums |= {"base": min(base, ordinary)}
    over = over_classes(
        caps, sums["items"], exempt_classes(case), sums, by_class, lambda part: min(most, scheme(part)), case
    )
    over = min(over, uncapped)
    paid = uncapped - over
    rooms = [(payment_room(cap, case), cap) for cap in caps if cap["on"] == "payment" and "item_classes" not in cap]
    # The cap that leaves least decides, also of what is kept of the rest.
    room, cap = min(rooms, key=lambda pair: pair[0], default=(paid, {}))
    if paid <= room:
        return paid, over, base
    if cap.get("overflow", "payment") == "payment":
        return room, uncapped - room, base
    # The point is rounded up to the fen, and what is paid is paid of some cost.
    point = Fraction(ceil(reaching(room, pays, base) * 100), 100)
    return room, ZERO, max(point, min(room, base))


def payment_room(cap: dict, case: Case) -> Fraction:
    if "pot" in cap:
        used = used_of(case, cap["pot"], cap.get("period", "year"), "fund_paid")
    else:
        used = counted(case, "fund_paid", cap.get("counter", "own"), cap["own_pot"]) if cap["yearly"] else ZERO
    return max(ZERO, cap["amount"] - used)


def reaching(room: Fraction, pays, base: Fraction) -> Fraction:
    """The cost at which so much is paid: halved until nothing is left between, then the fraction it stands for."""
    low, high = ZERO, base
    for _time in range(140):
        middle = (low + high) / 2
        low, high = (low, middle) if pays(middle) >= room else (middle, high)
    return high.limit_denominator(10**10)
