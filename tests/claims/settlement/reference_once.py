"""A deductible that is charged once a year: docs/quote.md, section deductible."""

from collections.abc import Callable
from fractions import Fraction

from tests.claims.settlement.reference_facts import ZERO, Case, Unclear, chosen, number, trail
from tests.claims.settlement.reference_year import counted


def once(found: Fraction, whole: Fraction, rule: dict, case: Case, pot: Callable) -> Fraction:
    """Charged the first time; and the difference, when the first time was the stay that goes on after a transfer."""
    if not charged_before(whole, rule, case, pot):
        due = found
    else:
        transfer = case.visit.get("transfer")
        way = None
        if transfer and rule.get("transfer") != "none":
            rules = chosen(rule.get("transfer"), case)
            way = chosen(rules.get("consortium" if transfer.get("consortium") else transfer["direction"]), case)
        due = ZERO
        if way == "difference":
            if "deductible_paid" not in transfer and case.fact("ordinal") > 1:
                raise Unclear("fact_missing visit.transfer.deductible_paid")
            due = found if number(transfer.get("deductible_paid", 1)) else ZERO
    case.charged_once = {name_of(rule, case): due}
    return due


def name_of(rule: dict, case: Case) -> str:
    """The name the year keeps it under: its own, else where it stands."""
    return rule.get("id") or ".".join(place(case.policy["deductible"], case))


def place(section, case: Case) -> list[str]:
    names = ["deductible"]
    for part in trail(section, case):
        if type(part) is int:
            names += ["cases", str(part)]
        elif part in (None, "otherwise"):
            names.append("otherwise")
        else:
            names += ["values", part.replace("|", "+")]
    return names


def charged_before(whole: Fraction, rule: dict, case: Case, pot: Callable) -> bool:
    told = case.given.get("once_a_year")
    if told is not None:
        return name_of(rule, case) in told
    alone = rule is case.policy["deductible"]
    taken = counted(case, "deductible_taken", rule.get("counter", "own"), pot)
    if "ordinal" in case.visit:
        return case.fact("ordinal") > 1 or bool(alone and taken)
    if not any(value for name, value in case.year.items() if name in NOTHING):
        return False
    if alone:
        return bool(taken) or case.fact("ordinal") > 1
    if taken < whole:
        return False
    raise Unclear("fact_missing accumulators.once_a_year")


NOTHING = ("admissions", "deductible_taken", "in_scope", "fund_paid", "outpatient_visits")
NOTHING += ("outpatient_deductible_taken", "outpatient_in_scope", "outpatient_fund_paid")
