"""One row of the tax authority's file, as programs of offices write it, brought into the one form that is checked afterwards.

What cannot be meant in one way only is left as it is, so that the row is named and not guessed.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import InvalidOperation

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import read_day
from casework.workbooks.rules.cells import DAY, NUMBER, Cell, shown_number
from enrolment.contributions.rules.tax_file import is_total

# A row in that form already, its cells with tabs between them; nearly every row of a text file is.
PLAIN = re.compile(
    r"[0-9]{14}\t[0-9A-Za-z-]{1,40}\t[0-9]{1,10}(?:\.[0-9]{1,2})?\t[0-9]{4}-[0-9]{2}-[0-9]{2}\t[a-z_\u4e00-\u9fff]*"
)
TOTAL = "total"
BILL_DIGITS = 14
# Digits of a number that a spreadsheet has kept; of a longer one the last ones are noughts, and another receipt has the same.
KEPT_DIGITS = 15
_MONEY = re.compile(
    r"(?:RMB|CNY|¥|人民币)?([0-9]{1,10}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(\.[0-9]{1,2})?0*元?", re.IGNORECASE
)
_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
# What would end a field or a line of the copy.
_MARKS = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\\": "/", "\x00": " "})


def read_row(cells: Iterable[Cell | None], others: Iterable[Cell]) -> list[str] | None:
    """The number of the bill, that of the receipt, amount, day and channel of a row; None for a line of a subtotal. `others` are
    all cells of the row: the word for a total stands wherever there is room. The bill of a line of the total is TOTAL."""
    bill, receipt, amount, day, channel = cells
    if not (receipt and _digits(receipt)) and (word := next(filter(None, map(is_total, _texts(others))), None)):
        return [TOTAL, "", _amount(amount), "", ""] if word == "total" else None
    number = _number(bill)
    return [
        # A spreadsheet leaves out the noughts a number begins with.
        number.zfill(BILL_DIGITS) if number.isascii() and number.isdigit() else number,
        _number(receipt),
        _amount(amount),
        _day(day),
        _folded(channel).replace(" ", "").casefold(),
    ]


def _texts(cells: Iterable[Cell]) -> Iterable[str]:
    return (_folded(cell) for cell in cells)


def _folded(cell: Cell | None) -> str:
    """The text of a cell with full-width signs made narrow, without what would break the copy."""
    if cell is None:
        return ""
    return unicodedata.normalize("NFKC", cell.text).translate(_MARKS).strip(" '\u3000\ufeff")


def _digits(cell: Cell) -> bool:
    return any(char.isdigit() for char in cell.text)


def _number(cell: Cell | None) -> str:
    """The number of a bill or a receipt; of one that a spreadsheet has cut, its own way of writing that (3.35E+17)."""
    text = _folded(cell).replace(" ", "")
    if cell is None or cell.kind != NUMBER:
        return text
    try:
        number = shown_number(text)
    except InvalidOperation:
        return text
    whole = f"{number:f}"
    return f"{number:.14E}" if len(whole.lstrip("-")) > KEPT_DIGITS else whole.removesuffix(".0")


def _amount(cell: Cell | None) -> str:
    """An amount with a point and two decimals at most; what is none as it is."""
    text = _folded(cell).replace(" ", "")
    if cell is not None and cell.kind == NUMBER:
        try:
            text = f"{shown_number(text):f}"
        except InvalidOperation:
            return text
    found = _MONEY.fullmatch(text)
    return found[1].replace(",", "") + (found[2] or "") if found else text


def _day(cell: Cell | None) -> str:
    """A day as 2026-01-05, the time of day left out; what is none as it is."""
    text = _folded(cell)
    if cell is None or cell.kind == DAY:
        return text
    try:
        return read_day(_TIME.sub("", text)).isoformat()
    except FactsError:
        return text
