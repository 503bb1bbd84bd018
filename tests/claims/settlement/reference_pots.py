"""What care that is counted by itself has used: docs/quote.md, section pots."""

from datetime import date
from fractions import Fraction

from tests.claims.settlement.reference_facts import ZERO, Case, Unclear, chosen, number, text

NAMES = ("deductible_taken", "in_scope", "fund_paid")
BEFORE = ("deductible_taken", "in_scope", "fund_paid", "admissions", "outpatient_visits")
BEFORE += ("outpatient_deductible_taken", "outpatient_in_scope", "outpatient_fund_paid")


def used_of(case: Case, pot: str, period: str, name: str) -> Fraction:
    told = case.given.get("pots" if period == "year" else "months")
    if told is None:
        if any(case.year[one] for one in BEFORE):
            raise Unclear("fact_missing accumulators.pots")
        return ZERO
    if period == "year":
        return number(told.get(pot, {}).get(name, 0))
    day = day_of(case)
    found = ZERO
    for month, sums in told.get(pot, {}).items():
        year, its_number = (int(part) for part in month.split("-"))
        same = its_number == day.month if period == "month" else quarter(its_number) == quarter(day.month)
        if year == day.year and same:
            found += number(sums.get(name, 0))
    return found


def quarter(month: int) -> int:
    return next(one for one in (1, 2, 3, 4) if month <= one * 3)


def day_of(case: Case) -> date:
    names = ["discharged_on"] if case.is_stay else ["on", "discharged_on", "admitted_on", "settled_on"]
    found = [case.visit[name] for name in names if name in case.visit]
    if not found:
        raise Unclear("fact_missing: no day of the visit")
    return date.fromisoformat(found[0])


def rules_with_pots(section) -> list[dict]:
    """Every rule of a section that names a pot, in whatever choice it stands."""
    if isinstance(section, list):
        return [rule for one in section for rule in rules_with_pots(one)]
    if not isinstance(section, dict):
        return []
    found = [rule for one in section.values() for rule in rules_with_pots(one)]
    return [section, *found] if "pot" in section else found


def pots_after(case: Case, used: dict) -> dict:
    """The year's `pots` and `months` after a bill, where the policy has any or the year told of them."""
    every = rules_with_pots([case.policy.get("deductible"), case.policy.get("caps")])
    by_month = {rule["pot"] for rule in every if rule.get("period") in ("month", "quarter")}
    entered = set()
    for section in ("deductible", "caps"):
        rules = chosen(case.policy.get(section), case)
        for rule in rules if isinstance(rules, list) else [rules]:
            rule = chosen(rule, case)
            if isinstance(rule, dict) and "pot" in rule:
                entered.add(rule["pot"])
    empty = not any(case.year[name] for name in BEFORE)
    after = {}
    if "pots" in case.given or (every and empty):
        after["pots"] = {pot: dict(sums) for pot, sums in (case.given.get("pots") or {}).items()}
        for pot in entered:
            after["pots"][pot] = more(after["pots"].get(pot, {}), used)
    if "months" in case.given or (by_month and empty):
        after["months"] = {pot: dict(months) for pot, months in (case.given.get("months") or {}).items()}
        for pot in entered & by_month:
            month = day_of(case).isoformat()[:7]
            months = after["months"].setdefault(pot, {})
            months[month] = more(months.get(month, {}), used)
    return after


def more(before: dict, used: dict) -> dict:
    return {name: text(number(before.get(name, 0)) + used[name]) for name in NAMES}
