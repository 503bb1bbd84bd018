"""What a ratio section pays of a base: docs/quote.md, section ratio."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tests.claims.settlement.reference_facts import (
    ONE,
    ZERO,
    Case,
    Unclear,
    amount,
    applies,
    chosen,
    grown,
    number,
    ratio,
)

ORDER = ["person_share_factor", "points", "at_most", "off_site_points", "off_site_factor"]


@dataclass(kw_only=True)
class Scale:
    """What is paid on: the base after the deductible, where the year's scale has got to, and what a floor is of."""

    base: Fraction
    deductible: Fraction
    in_scope: Fraction
    total: Fraction
    year_before: Fraction = ZERO
    year_deductible: Fraction = ZERO
    # What of the deductible falls on items paid by a ratio of their own, which have no place on the scale.
    deductible_apart: Fraction = ZERO
    off_site: dict | None = None
    tilt: Fraction = ZERO
    is_basic: bool = True


def payer(rule, scale: Scale, case: Case) -> tuple[Callable, Callable]:
    """Two functions: what is paid of the first so much of the base, and the floor of a payment (base, deductible)."""
    rule = chosen(rule, case)
    if not isinstance(rule, dict):
        rule = {"flat": rule}
    if "fixed" in rule:
        pays = fixed(rule, scale, case)
        return pays, floored(rule, scale, case, pays(scale.base) > 0)
    if "flat" in rule or "flat_person" in rule:
        own = ratio(rule["flat"], case) if "flat" in rule else ONE - ratio(rule["flat_person"], case)
        changed = change(own or ZERO, rule, scale, case)
        return (lambda base: base * changed), floored(rule, scale, case, bool(own))
    name = "segments" if "segments" in rule else "slabs"
    table = chosen(rule[name], case)
    table = table if isinstance(table, dict) else {"rows": table}
    rows, states_one = rows_of(table, rule, scale, case)
    way = in_segments if name == "segments" else in_slabs
    return (lambda base: way(rows, table, base, scale)), floored(rule, scale, case, states_one)


def fixed(rule: dict, scale: Scale, case: Case) -> Callable:
    sum_of_all = amount(rule["fixed"], case) or ZERO
    sum_of_all *= case.fact("days") if rule.get("fixed_per", "stay") == "day" else case.stays
    if rule.get("fixed_within", "in_scope") == "total" and scale.is_basic:
        return lambda base: min(sum_of_all, scale.total)
    return lambda base: min(sum_of_all, base)


def rows_of(table: dict, rule: dict, scale: Scale, case: Case) -> tuple[list[tuple], bool]:
    """The rows with their ratios as changed, and whether any of them states a ratio but 0."""
    rows, states_one, start = [], False, ZERO
    for row in table["rows"]:
        own = ratio(row["ratio"], case) if "ratio" in row else ONE - ratio(row["person_ratio"], case)
        low = number(row["from"]) if "from" in row else start
        start = number(row["to"]) if "to" in row else None
        states_one = states_one or bool(own)
        rows.append((low, start, change(own or ZERO, rule, scale, case)))
    return rows, states_one


def starting(table: dict, scale: Scale) -> tuple[Fraction, Fraction, Fraction]:
    """Where the scale begins for this bill, what of the deductible is on it, and what is taken off in the end."""
    bounds = table.get("bounds", "including_deductible")
    by_year = table.get("measured", "visit") == "year"
    start = scale.year_before if by_year else ZERO
    if bounds == "including_deductible":
        return start + scale.deductible - scale.deductible_apart, ZERO, ZERO
    if bounds == "after_deductible":
        return max(ZERO, start - scale.year_deductible) if by_year else start, ZERO, ZERO
    on_scale = scale.deductible - scale.deductible_apart
    return start, on_scale, on_scale


def in_segments(rows: list[tuple], table: dict, base: Fraction, scale: Scale) -> Fraction:
    low, more, less = starting(table, scale)
    high = low + base + more
    found = sum(
        (share * max(ZERO, min(high, high if to is None else to) - max(low, at)) for at, to, share in rows), ZERO
    )
    return max(ZERO, found - less)


def in_slabs(rows: list[tuple], table: dict, base: Fraction, scale: Scale) -> Fraction:
    low, more, less = starting(table, scale)
    high = low + base + more
    for at, to, share in rows:
        upper = table.get("bound_belongs_to", "lower") == "upper"
        if (at <= high if upper else at < high or at == 0) and (to is None or (high < to if upper else high <= to)):
            return max(ZERO, share * (base + more) - less)
    return ZERO


def change(own: Fraction, rule: dict, scale: Scale, case: Case) -> Fraction:
    """The changes in their order, then within 0 and 1; a ratio of 0 stays 0."""
    if own == 0:
        return own
    off_site = scale.off_site or {}
    for name in rule.get("order", ORDER):
        if name == "person_share_factor" and chosen(rule.get(name, "none"), case) != "none":
            own = ONE - (ONE - own) * ratio(rule[name], case)
        elif name == "points":
            own += sum((point(one, case) for one in chosen(rule.get(name, []), case) if applies(one, case)), scale.tilt)
        elif name == "at_most":
            own = min(own, ratio(rule.get(name, "1"), case))
        elif name == "off_site_points":
            own -= ratio(off_site.get("points_off", "none"), case) or ZERO
        elif name == "off_site_factor":
            factor = ratio(off_site.get("factor", "none"), case)
            own *= ONE if factor is None else factor
    return max(ZERO, min(ONE, own))


def point(entry: dict, case: Case) -> Fraction:
    sign = 1 if "add" in entry else -1
    return sign * grown(entry, number(entry["add"] if "add" in entry else entry["subtract"]), case)


def floored(rule: dict, scale: Scale, case: Case, states_one: bool) -> Callable:
    """The floor of a payment; none where the ratio stated is 0 (in segments: all of them): no floor revives it."""
    found = chosen(rule.get("floor", "none"), case)
    if found == "none" or not states_one:
        return lambda base: ZERO
    found = found if isinstance(found, dict) else {"ratio": found}
    share = ratio(found["ratio"], case) or ZERO
    of = chosen(found.get("of", "base"), case)
    if of == "base":
        return lambda base: share * base
    sums = {"in_scope": scale.in_scope, "total": scale.total, "total_after_deductible": scale.total - scale.deductible}
    if of not in sums:
        raise Unclear(f"floor of {of}")
    # Where nothing is above the deductible, nothing is paid.
    return lambda base: share * sums[of] if base else ZERO
