"""Repeat admissions in a year (D2): a share of the first deductible, or a fixed amount less each time."""

from decimal import Decimal

from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.conditions import known
from claims.settlement.rules.records.policy import DeductibleRule, Repeat
from claims.settlement.rules.records.rounding import ZERO, exact
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_needed


def after_repeat(run: Run, rule: DeductibleRule, first: Decimal, stays: int) -> tuple[Decimal, ...]:
    """The deductible of this admission; of each, when the bill covers several stays. Not yet rounded.

    Raises `value_missing` when there is more than one admission and the policy does not say what a further one costs,
    `fact_missing` when it does and the case does not tell which admission this is.
    """
    same = isinstance(rule.repeat, Stated) and rule.repeat.value is None
    ordinal = run.facts["ordinal"] or (1 if same else known(run.facts, "ordinal"))
    if ordinal == 1 and stays == 1:
        return (first,)
    stated = rule.repeat.pick(run.facts)
    amounts = tuple([_of_admission(run, stated.value, first, number) for number in range(ordinal, ordinal + stays)])
    inputs = {"standard": first, "ordinal": ordinal, "stays": stays}
    run.note("deductible_repeat", sum(amounts, ZERO), stated.path, inputs)
    return amounts


def _of_admission(run: Run, repeat: Repeat | None, first: Decimal, number: int) -> Decimal:
    if repeat is None:
        return first
    if repeat.shares:
        # The last share goes on for every further admission; a share of nothing stays nothing.
        share = repeat.shares[min(number, len(repeat.shares)) - 1]
        return max(min(first, repeat.at_least), exact(first * share)) if share else ZERO
    if repeat.less_each_time is None:
        return first
    less, _stated = amount_needed(run, repeat.less_each_time)
    # A floor never raises a first deductible that is itself below it.
    return max(min(first, repeat.at_least), first - less * (number - 1))
