"""What the year has used of a yearly amount: docs/quote.md, sections accumulators and counter."""

import copy
from collections.abc import Callable
from fractions import Fraction

from tests.claims.settlement.reference_facts import STAYS, ZERO, Case, Unclear

OUTPATIENT = ("outpatient", "emergency", "chronic", "special_drug", "pharmacy")
NAMES = ("deductible_taken", "in_scope", "fund_paid")


def counted(case: Case, name: str, counter: str, pot: Callable | None = None) -> Fraction:
    """A sum of the year: of the care an amount is for (`pot` tells which amount that is), of its kind, or of all care."""
    whole = case.year[name] if case.is_stay else case.year[f"outpatient_{name}"]
    if counter == "all":
        return case.year[name] + case.year[f"outpatient_{name}"]
    if case.is_stay or counter == "kind" or pot is None or not whole:
        return whole
    own = pot(case)
    settings = [setting for setting in OUTPATIENT if shares(pot, setting, own, case)]
    if len(settings) == len(OUTPATIENT):
        return whole
    told = case.year["settings"]
    if case.setting not in told and whole != sum((one[name] for one in told.values()), ZERO):
        raise Unclear("fact_missing accumulators.settings")
    return sum((told[setting][name] for setting in settings if setting in told), ZERO)


def shares(pot: Callable, setting: str, own, case: Case) -> bool:
    """A kind of care for which the policy states nothing, or nothing that is taken, takes nothing from any pot."""
    other = copy.copy(case)
    other.setting, other.is_stay = setting, setting in STAYS
    try:
        return pot(other) in (own, None)
    except Unclear:
        return True


def settings_after(case: Case, found: dict, in_scope: Fraction) -> dict:
    """Each kind of outpatient care with what it has used; a kind that is not told only where the year is told whole."""
    told = dict(case.year["settings"])
    whole = all(case.year[f"outpatient_{name}"] == sum((one[name] for one in told.values()), ZERO) for name in NAMES)
    if case.is_stay or (case.setting not in told and not whole):
        return told
    before = told.get(case.setting, dict.fromkeys(NAMES, ZERO))
    now = {"deductible_taken": found["deductible"], "in_scope": in_scope, "fund_paid": found["fund_pays"]}
    return told | {case.setting: {name: before[name] + now[name] for name in NAMES}}
