"""Money: Decimal yuan with two places, and the one way to round to the fen.

No source states a rule; half-up is what the printed examples follow (truncation is ruled out by one of them). Rounded is once
per item's first pay and once per payment; what remains is always found by subtraction, so that the parts add up to the bill.
"""

from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
ONE = Decimal(1)
# Wide enough that no product of amounts and ratios is ever rounded by the arithmetic itself.
EXACT = Context(prec=80, traps=[DivisionByZero, InvalidOperation, Overflow])


def exact(amount: Decimal) -> Decimal:
    """The same amount with two decimals where that says it all, else with as many as it has: nothing is rounded."""
    fen = amount.quantize(FEN, ROUND_HALF_UP)
    return fen if fen == amount else amount.normalize()


def to_fen(amount: Decimal) -> Decimal:
    """Half-up at the fen."""
    return amount.quantize(FEN, ROUND_HALF_UP)
