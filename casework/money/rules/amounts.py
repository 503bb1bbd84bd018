"""Amounts in yuan, exact to the fen. Nothing here rounds: whoever has a share to cut says how."""

from collections.abc import Sequence
from decimal import Decimal

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
# What a column of the ledger holds.
LARGEST = Decimal("999999999999.99")


class NotAnAmount(ValueError):
    """Not a number of fen above zero that the ledger can hold."""


def exact(amount: Decimal) -> Decimal:
    """The amount with two places. Raises NotAnAmount for one that is not above zero, has parts of a fen or is too large."""
    if not isinstance(amount, Decimal) or not amount.is_finite() or not ZERO < amount <= LARGEST:
        raise NotAnAmount(f"{amount!r} is no amount above zero")
    if amount != amount.quantize(FEN):
        raise NotAnAmount(f"{amount!r} has parts of a fen")
    return amount.quantize(FEN)


def instalments(total: Decimal, number: int) -> list[Decimal]:
    """A total in so many instalments that differ by a fen at most, the larger ones first. Raises NotAnAmount, ValueError
    for fewer than one, or for more instalments than there are fen."""
    fen = int(exact(total) / FEN)
    if not 1 <= number <= fen:
        raise ValueError(f"{total} yuan are not paid in {number} instalments")
    each, rest = divmod(fen, number)
    return [(each + (place < rest)) * FEN for place in range(number)]


def total_of(amounts: Sequence[Decimal]) -> Decimal:
    """Their sum, two places also when there are none."""
    return sum(amounts, ZERO).quantize(FEN)
