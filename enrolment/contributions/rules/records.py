"""The answer to a question about money: an amount with the steps that lead to it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from enrolment.coverage.rules.terms import Terms

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
# Code of a step, and its values; put into words above the rules.
Step = tuple[str, dict[str, Any]]


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """An amount in yuan with its steps. `more`: further amounts by name. `missing`: the term no source gives; no amount then."""

    amount: Decimal | None
    steps: tuple[Step, ...] = ()
    used: tuple[str, ...] = ()
    more: dict[str, Any] = {}
    terms: Terms
    missing: str | None = None


def to_fen(amount: Decimal) -> Decimal:
    """Rounded once, half up."""
    return amount.quantize(FEN, ROUND_HALF_UP)
