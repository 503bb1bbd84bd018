"""A patient moved between hospitals (D5): moving up pays the difference, moving down nothing, as the policy says."""

from collections.abc import Callable
from decimal import Decimal

from claims.rules.settlement.case import Transfer
from claims.rules.settlement.errors import SettlementError
from claims.rules.settlement.policy import DeductibleRule
from claims.rules.settlement.rounding import ZERO
from claims.rules.settlement.steps import Run


def after_transfer(run: Run, rule: DeductibleRule, amount: Decimal, of_facts: Callable[[dict], Decimal]) -> Decimal:
    """The deductible after the rule for this direction. `of_facts` gives the deductible of the level moved from.

    Raises `value_missing` when the policy does not say.
    """
    transfer: Transfer = run.case.visit.transfer
    name = transfer.direction
    if transfer.consortium and "consortium" in rule.transfer:
        name = "consortium"
    if name not in rule.transfer:
        raise SettlementError("value_missing", f"policy.{rule.path}.transfer.{name}")
    stated = rule.transfer[name].pick(run.facts)
    paid = _paid_before(run, transfer, of_facts) if stated.value == "difference" else ZERO
    left = ZERO if stated.value == "none" else max(ZERO, amount - paid)
    inputs = {"before": amount, "paid": paid, "direction": transfer.direction, "form": stated.value}
    run.note("deductible_transfer", left, stated.path, inputs)
    return left


def _paid_before(run: Run, transfer: Transfer, of_facts: Callable[[dict], Decimal]) -> Decimal:
    if transfer.deductible_paid is not None:
        return transfer.deductible_paid
    if transfer.from_level is None:
        raise SettlementError("fact_missing", "visit.transfer.deductible_paid")
    level = transfer.from_level
    return of_facts(run.facts | {"level": level, "deductible_level": level, "pay_level": level})


def counts_as_admission(run: Run) -> bool:
    """A stay counts as an admission of its own, unless it continues one after a transfer and the policy does not count that."""
    if run.case.visit.transfer is None:
        return True
    rule: DeductibleRule | None = run.policy.deductible.pick(run.facts).value
    return rule is not None and rule.transfer_counts
