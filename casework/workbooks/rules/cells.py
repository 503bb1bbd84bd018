"""What a cell of a sheet holds."""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import NamedTuple

TEXT, NUMBER, DAY, FORMULA, ERROR, BOOLEAN, OVERLONG, NOT_A_DAY = (
    "text",
    "number",
    "day",
    "formula",
    "error",
    "boolean",
    "overlong",
    "not_a_day",
)


class Cell(NamedTuple):
    """What a cell of a sheet holds: its kind, and its text as stored (a day as 2026-06-07)."""

    kind: str
    text: str


class Row(NamedTuple):
    """A row that holds anything: its number from 1, its cells by column from 0, whether a spreadsheet hides it."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False


# A spreadsheet keeps 15 digits of a number and shows no more; what stands behind them in a file is the machine's rounding.
SHOWN_DIGITS = 15
# A number too large for it is infinite, not an error of its own.
_SHOWN = Context(prec=SHOWN_DIGITS, rounding=ROUND_HALF_UP, traps=[InvalidOperation])


def shown_number(text: str) -> Decimal:
    """The number of a cell as a spreadsheet shows it: 747.0599999999999 is 747.06. Raises InvalidOperation."""
    return _SHOWN.create_decimal(text)
