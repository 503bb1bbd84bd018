"""A deductible that is charged once a year (D3): whether the year has charged this one before.

A policy may charge one illness once a year and every other stay anew; what the year has charged by the one rule says nothing of the
other. So the year keeps each such deductible by name.
"""

from decimal import Decimal

from claims.settlement.rules.records.case import Accumulators
from claims.settlement.rules.records.choices import Bands, Cases, Dated, Missing, Node, Sets, Stated, Table
from claims.settlement.rules.records.conditions import known
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import DeductibleRule
from claims.settlement.rules.records.steps import Run

# What does not change from one stay of a person to the next; the settings of stays are counted as one.
OF_THE_YEAR = frozenset({"scheme", "category", "retired", "city_supplement", "setting"})


def charged_before(run: Run, rule: DeductibleRule, standard: Decimal, taken: Decimal) -> bool:
    """Whether the year has charged it. Raises `once_not_told` when what the year says can be read in two ways."""
    year, visit = run.case.accumulators, run.case.visit
    if year.once_a_year is not None:
        return rule.id in year.once_a_year
    alone = not run.policy.deductible_varies
    if visit.ordinal is not None:
        # Said of the visit, the number is that among the stays that this deductible is for.
        return visit.ordinal > 1 or bool(alone and taken)
    if nothing_yet(year):
        return False
    if alone:
        return bool(taken) or known(run.facts, "ordinal") > 1
    if taken < standard:
        return False
    raise SettlementError("once_not_told", "accumulators.once_a_year")


def nothing_yet(year: Accumulators) -> bool:
    """Whether the year has no care in it."""
    # Named one by one: this is asked of every bill.
    return not (
        year.admissions
        or year.in_scope
        or year.deductible_taken
        or year.fund_paid
        or year.outpatient_visits
        or year.outpatient_in_scope
        or year.outpatient_deductible_taken
        or year.outpatient_fund_paid
    )


def varies(node: Node[object]) -> bool:
    """Whether a choice between deductibles goes by anything that may change from one stay of a person to the next."""
    if isinstance(node, Stated | Missing):
        return False
    if isinstance(node, Dated):
        return any(varies(one) for _first, _last, one in node.entries)
    if isinstance(node, Cases):
        names = {name for condition, _node in node.entries for name, _test in condition.tests}
    else:
        names = {node.fact}
    inner = [*_entries(node), *([] if node.otherwise is None else [node.otherwise])]
    return not names <= OF_THE_YEAR or any(varies(one) for one in inner)


def _entries(node: Table[object] | Bands[object] | Sets[object] | Cases[object]) -> list[Node[object]]:
    return list(node.entries.values()) if isinstance(node, Table) else [one for _key, one in node.entries]
