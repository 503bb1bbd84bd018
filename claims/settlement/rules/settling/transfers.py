"""A patient moved between hospitals (D5): moving up pays the difference, moving down nothing, as the policy says."""

from collections.abc import Callable
from decimal import Decimal

from claims.settlement.rules.records.case import LOCAL, Transfer
from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import Facts
from claims.settlement.rules.records.policy import DeductibleRule, Policy
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.records.steps import Run

# Given the facts of the stay before, what it must have been charged.
Charged = Callable[[Facts], Decimal]
PAID = "visit.transfer.deductible_paid"


def after_transfer(run: Run, rule: DeductibleRule, transfer: Transfer, amount: Decimal, charged: Charged) -> Decimal:
    """The deductible after the rule for this direction. `charged` gives what the stay before paid, from its facts.

    Raises `value_missing` when the policy does not say, `fact_missing` when what was paid cannot be known.
    """
    stated = _form(run, rule, transfer)
    paid = _paid_before(run, transfer, charged) if stated.value == "difference" else ZERO
    left = ZERO if stated.value == "none" else max(ZERO, amount - paid)
    inputs = {"before": amount, "paid": paid, "direction": transfer.direction, "form": stated.value}
    run.note("deductible_transfer", left, stated.path, inputs)
    return left


def _form(run: Run, rule: DeductibleRule, transfer: Transfer) -> Stated[str]:
    """What the policy says of this direction, or of a consortium."""
    name = transfer.direction
    if transfer.consortium and "consortium" in rule.transfer:
        name = "consortium"
    if name not in rule.transfer:
        raise SettlementError("value_missing", f"policy.{rule.path}.transfer.{name}", allowed=sorted(rule.transfer))
    return rule.transfer[name].pick(run.facts)


def pays_difference(run: Run, rule: DeductibleRule, transfer: Transfer) -> bool:
    """Whether a patient who was moved pays the difference."""
    return _form(run, rule, transfer).value == "difference"


def went_on_from_first(run: Run, transfer: Transfer) -> bool:
    """Whether the stay before the transfer was the one that was charged. Raises `fact_missing` when that cannot be known."""
    paid = transfer.deductible_paid
    if paid is not None:
        return paid > ZERO
    if run.facts["ordinal"] == 1:
        return True
    raise SettlementError("fact_missing", PAID)


def _paid_before(run: Run, transfer: Transfer, charged: Charged) -> Decimal:
    if transfer.deductible_paid is not None:
        return transfer.deductible_paid
    if transfer.from_level is None:
        raise SettlementError("fact_missing", PAID)
    paid = _same_wherever(charged, _facts_before(run, transfer))
    # Nobody has paid more than the year says; a year may also say nothing of deductibles.
    taken = run.case.accumulators.deductible_taken
    return taken if ZERO < taken < paid else paid


def _facts_before(run: Run, transfer: Transfer) -> Facts:
    """The facts of the stay before: its level; its own number, where each counts as an admission."""
    level, ordinal = transfer.from_level, run.facts["ordinal"]
    facts = run.facts | {"level": level, "deductible_level": level, "pay_level": level, "transfer": "none"}
    if ordinal is not None and run.facts["is_admission"]:
        facts["ordinal"] = max(1, ordinal - 1)
    return facts


def _same_wherever(charged: Charged, facts: Facts) -> Decimal:
    """The stay before may have been at home or elsewhere; where that makes a difference, the case must say what was paid."""
    paid = charged(facts)
    if facts["off_site"] == LOCAL:
        return paid
    at_home: Decimal | None
    try:
        at_home = charged(facts | {"off_site": LOCAL})
    except SettlementError:
        at_home = None
    if at_home != paid:
        raise SettlementError("fact_missing", PAID)
    return paid


def counts_as_admission(policy: Policy, facts: Facts) -> bool:
    """Whether the policy counts a stay after a transfer as an admission of its own; where transfers change nothing, it does."""
    rule = policy.deductible.pick(facts).value
    return rule is not None and rule.transfer_counts
