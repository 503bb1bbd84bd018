"""The amount that a node of the policy comes to in one case: yuan as stated, or a formula worked out (D6)."""

from decimal import Decimal

from claims.rules.settlement.choices import Node, Stated
from claims.rules.settlement.errors import SettlementError
from claims.rules.settlement.policy import Formula
from claims.rules.settlement.rounding import to_fen
from claims.rules.settlement.steps import Run

NO_BILL: dict[str, Decimal] = {}


def amount_of(run: Run, node: Node, bill: dict[str, Decimal] = NO_BILL) -> tuple[Decimal | None, Stated]:
    """The amount (None: "none" is stated) and the leaf it came from. `bill` gives total and in_scope to formulas."""
    stated = node.pick(run.facts)
    value = stated.value
    if isinstance(value, Formula):
        return _worked_out(run, value, bill, stated.path), stated
    return value, stated


def _worked_out(run: Run, formula: Formula, bill: dict[str, Decimal], path: str) -> Decimal:
    """A share, not below `at_least` and not above `at_most`, rounded to the fen."""
    of = bill.get(formula.of) if isinstance(formula.of, str) else formula.of
    if of is None:
        raise SettlementError("value_missing", f"policy.{path}.of")
    amount = to_fen(formula.share.pick(run.facts).value * of)
    if formula.at_least is not None:
        amount = max(amount, formula.at_least)
    return amount if formula.at_most is None else min(amount, formula.at_most)
