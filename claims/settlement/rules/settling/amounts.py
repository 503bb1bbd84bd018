"""The amount that a node of the policy comes to in one case: yuan as stated, a formula worked out (D6), or one that grows."""

from decimal import Decimal

from claims.settlement.rules.records.amounts import Amount, Formula, Grown, More
from claims.settlement.rules.records.choices import Node, Stated
from claims.settlement.rules.records.conditions import known
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.rounding import ZERO, to_fen
from claims.settlement.rules.records.steps import Run

NO_BILL: dict[str, Decimal] = {}


def amount_of(
    run: Run, node: Node[Amount | None], bill: dict[str, Decimal] = NO_BILL
) -> tuple[Decimal | None, Stated[Amount | None]]:
    """The amount (None: "none" is stated) and the leaf it came from. `bill` gives total and in_scope to formulas."""
    stated = node.pick(run.facts)
    value = stated.value
    if value is None or isinstance(value, Decimal):
        return value, stated
    return amount_at(run, value, bill, stated.path), stated


def amount_at(run: Run, value: Amount | None, bill: dict[str, Decimal], path: str) -> Decimal | None:
    """What the value of a leaf at `path` comes to."""
    if isinstance(value, Formula):
        return _worked_out(run, value, bill, path)
    return _grown(run, value, bill, path) if isinstance(value, Grown) else value


def amount_needed(run: Run, node: Node[Amount]) -> tuple[Decimal, Stated[Amount | None]]:
    """The amount where "none" cannot be said, and the leaf it came from. Raises `value_missing` when it grows from a "none"."""
    amount, stated = amount_of(run, node)
    if amount is None:
        raise SettlementError("value_missing", f"policy.{stated.path}.amount")
    return amount, stated


def _worked_out(run: Run, formula: Formula, bill: dict[str, Decimal], path: str) -> Decimal:
    """A share, not below `at_least` and not above `at_most`, rounded to the fen."""
    of = bill.get(formula.of) if isinstance(formula.of, str) else formula.of
    if of is None:
        raise SettlementError("value_missing", f"policy.{path}.of")
    return _within(to_fen(formula.share.pick(run.facts).value * of), formula)


def _grown(run: Run, grown: Grown, bill: dict[str, Decimal], path: str) -> Decimal | None:
    """The amount with all that is added to it; "none" stays none."""
    first, _stated = amount_of(run, grown.amount, bill)
    if first is None:
        return None
    amount = _within(first + sum([_added(run, more) for more in grown.plus], ZERO), grown)
    if amount != first:
        run.note("amount_grown", amount, path, {"standard": first, "more": amount - first})
    return amount


def _added(run: Run, more: More) -> Decimal:
    if not more.condition.holds(run.facts):
        return ZERO
    if more.per is None:
        return more.add
    times = times_reached(Decimal(known(run.facts, more.per)), more.above, more.each, more.steps)
    added = more.add * times
    return added if more.at_most is None or added < more.at_most else more.at_most


def times_reached(value: Decimal, above: Decimal, each: Decimal, steps: tuple[Decimal, ...]) -> int:
    """How many steps a number has reached, or how many times `each` it lies above a bound; parts of a time do not count."""
    if steps:
        return sum(1 for step in steps if value >= step)
    return max(0, int((value - above) // each))


def _within(amount: Decimal, bounds: Formula | Grown) -> Decimal:
    if bounds.at_least is not None:
        amount = max(amount, bounds.at_least)
    return amount if bounds.at_most is None else min(amount, bounds.at_most)
