"""Reads one cell of an import: as a name, a text, a code printed on a document, a day, an amount, a choice. A cell that cannot
be meant is a problem with a code; the value itself is never part of a problem."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casework.imports.rules.columns import Column
from casework.imports.rules.table_words import fold_label, in_brackets, is_hint
from casework.rulebook.rules.dates import DateUnreadable, parse_date
from casework.workbooks.rules.cells import BOOLEAN, DAY, ERROR, FORMULA, NOT_A_DAY, NUMBER, OVERLONG, Cell, shown_number

# A spreadsheet keeps 15 digits of a number; of a longer one the last digits are made up.
MOST_DIGITS = 15
SCIENTIFIC = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
# A day as eight digits in a number cell: no count of days is so large.
WHOLE_DAY = re.compile(r"(?:19|20)[0-9]{6}(?:\.0*)?")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
# At most thirteen digits before the point, so that with the two behind it no digit is lost in a spreadsheet.
MONEY = re.compile(r"-?([0-9]{1,13}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,2}0*)?")
# As many places as a quantity or a price of a unit has.
QUANTITY = re.compile(r"([0-9]{1,8}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.[0-9]{1,4}0*)?")
TELEPHONE = re.compile(r"[0-9+()#*. -]{3,}")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell: the column's code, a stable code, and params that never hold the value. One that only `asks`
    keeps nothing from being entered: whoever confirms says that she has looked at it."""

    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    asks: bool = False


class CellRefused(ValueError):
    """The cell cannot be read; `code` and `params` as in a Problem."""

    def __init__(self, code: str, **params: object):
        super().__init__(code)
        self.code, self.params = code, params


NOT_READ = {FORMULA: "formula", ERROR: "error_cell", BOOLEAN: "boolean"}


Value = str | date | Decimal


class FromNumber(str):
    """The digits of a number cell as a code: zeros in front of them may have been lost."""

    __slots__ = ()


def read_cell(column: Column, cell: Cell | None, choices: dict[str, str]) -> Value:
    """The cell's value: a day for a day column, a Decimal of two places for money, of four for a quantity, else a text (of a day in
    a month column that day); "" when empty. Raises CellRefused.

    `choices` gives the code for each folded label of a choice column.
    """
    if cell is None:
        return _needed(column, "")
    if cell.kind in NOT_READ and not (cell.kind == BOOLEAN and column.reads == "choice"):
        raise CellRefused(NOT_READ[cell.kind])
    if column.reads == "day":
        return _day(column, cell)
    if cell.kind == OVERLONG or len(cell.text) > column.longest:
        raise CellRefused("too_long", longest=column.longest)
    if cell.kind == DAY and column.reads == "month":
        # A spreadsheet makes the first day of a month that is typed into it.
        return cell.text[:10]
    if cell.kind in (DAY, NOT_A_DAY):
        raise CellRefused("day_in_text")
    text = _number_text(column, cell, choices) if cell.kind == NUMBER else clean_line(cell.text)
    return READERS[column.reads](_needed(column, text), choices)


def _needed(column: Column, text: str) -> str:
    if column.needed and not column.told_by_others and not text:
        raise CellRefused("missing_value")
    return text


def clean_line(raw: str) -> str:
    """One line: white space collapsed, invisible characters dropped, NFC. Raises CellRefused for control characters."""
    if raw.isascii() and raw.isprintable():
        return " ".join(raw.split())
    visible = "".join(" " if char.isspace() else char for char in raw)
    categories = {unicodedata.category(char) for char in visible}
    if "Cc" in categories or "Cs" in categories:
        raise CellRefused("control_character")
    visible = "".join(char for char in visible if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def _number_text(column: Column, cell: Cell, choices: dict[str, str]) -> str:
    """The digits of a number cell, where a number can be meant and none of its digits was lost."""
    try:
        value = shown_number(cell.text)
    except InvalidOperation:
        raise CellRefused("error_cell") from None
    if column.reads in ("money", "quantity") and value.is_finite():
        return f"{value:f}"
    if column.reads == "choice" and value.is_finite() and f"{value:f}" in choices:
        # A choice whose published code is a number: a spreadsheet takes it for one.
        return f"{value:f}"
    if column.reads not in ("code", "month", "telephone"):
        raise CellRefused("number_in_text")
    if not value.is_finite() or abs(value) >= 10**MOST_DIGITS or value != value.to_integral_value():
        raise CellRefused("digits_lost")
    return FromNumber(int(value))


def _day(column: Column, cell: Cell) -> Value:
    if cell.kind == DAY:
        return date.fromisoformat(cell.text)
    if cell.kind == NUMBER and not WHOLE_DAY.fullmatch(cell.text):
        raise CellRefused("number_is_no_day")
    text = cell.text.partition(".")[0] if cell.kind == NUMBER else cell.text
    if cell.kind == OVERLONG:
        raise CellRefused("unreadable_date")
    if cell.kind == NOT_A_DAY:
        raise CellRefused("impossible_date")
    return READERS["day"](_needed(column, clean_line(text)), {})


def read_day(text: str) -> date:
    """A day written as text, as forms read it. Raises CellRefused; a year counted from 1912 is named as such."""
    try:
        return parse_date(text)
    except DateUnreadable as problem:
        # The day it would be is not said here: problems are kept, and a value is never part of one.
        if problem.why == "minguo":
            raise CellRefused("minguo_date") from None
        raise CellRefused(problem.code, **({"why": problem.why} if problem.why else {})) from None


def _code(text: str, _choices: dict[str, str]) -> str:
    if isinstance(text, FromNumber):
        return text
    if SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")):
        raise CellRefused("digits_lost")
    # The mark by which a spreadsheet is told that a text follows, typed where it was not needed.
    return text.removeprefix("'")


def _text(text: str, _choices: dict[str, str]) -> str:
    return text


def _money(text: str, _choices: dict[str, str]) -> Decimal | str:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if not plain:
        return ""
    if not MONEY.fullmatch(plain):
        raise CellRefused("no_amount")
    return Decimal(plain.replace(",", "")).quantize(Decimal("0.01"))


def _quantity(text: str, _choices: dict[str, str]) -> Decimal | str:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if not plain:
        return ""
    if not QUANTITY.fullmatch(plain):
        raise CellRefused("no_quantity")
    return Decimal(plain.replace(",", "")).quantize(Decimal("0.0001"))


def _name(text: str, _choices: dict[str, str]) -> str:
    # 〇 is a numeral, and a rare character may have none of the public codes.
    if text and not any(
        unicodedata.category(char)[0] == "L" or unicodedata.category(char) in ("Nl", "Co") for char in text
    ):
        raise CellRefused("no_letters")
    return text


def _telephone(text: str, _choices: dict[str, str]) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if plain and not TELEPHONE.fullmatch(plain):
        raise CellRefused("no_telephone")
    return plain


def _email(text: str, _choices: dict[str, str]) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if plain and not EMAIL.fullmatch(plain):
        raise CellRefused("no_email")
    return plain


def _choice(text: str, choices: dict[str, str]) -> str:
    if not text:
        return ""
    code = choices.get(fold_label(text)) or _choice_with_brackets(text, choices)
    if code is None:
        raise CellRefused("unknown_choice")
    return code


def _choice_with_brackets(text: str, choices: dict[str, str]) -> str | None:
    """The choice before a bracket that says it once more or is a hint: 台湾居民来往大陆通行证(台胞证)."""
    parts = in_brackets(text)
    if parts is None:
        return None
    code, inside = choices.get(fold_label(parts[0])), choices.get(fold_label(parts[1]))
    return code if code and (inside == code or (inside is None and is_hint(parts[1]))) else None


def _as_day(text: str, _choices: dict[str, str]) -> Value:
    return read_day(text) if text else ""


READERS: dict[str, Callable[[str, dict[str, str]], Value]] = {
    "choice": _choice,
    "code": _code,
    "month": _code,
    "name": _name,
    "text": _text,
    "telephone": _telephone,
    "email": _email,
    "money": _money,
    "quantity": _quantity,
    "day": _as_day,
}
