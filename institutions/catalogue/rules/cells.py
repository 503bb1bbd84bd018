"""Reads one cell of a list and a row as a whole, and brings it into the one form in which it is kept. What cannot be meant in one
way only is refused by name: nothing is guessed, nothing is shortened."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from casework.imports.rules.cells import NOT_READ, WHOLE_DAY, CellRefused, clean_line, read_day
from casework.workbooks.rules.cells import BOOLEAN, DAY, NOT_A_DAY, NUMBER, OVERLONG, Cell, shown_number
from institutions.catalogue.rules.codes import read_code, read_diagnosis
from institutions.catalogue.rules.columns import Column

MOST_DIGITS = 15
LONGEST_SHOWN = 60
_PRICE = re.compile(r"(?:¥|CNY|RMB)?([0-9]{1,8}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(\.[0-9]{1,4})?0*元?", re.IGNORECASE)
_RATIO = re.compile(r"([0-9]{1,3})(\.[0-9]{1,4})?0*(%?)")
_WHOLE = re.compile(r"([0-9]{1,4})(?:\.0+)?")
_BETWEEN = re.compile(r"[,、;|/\n]+")
MOST_OF_A_LIST = 31


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell: its column, a stable code, what was written there, shortened to be shown."""

    column: str
    code: str
    value: str = ""


def read_cell(column: Column, cell: Cell | None) -> str:
    """The cell as it is kept; "" for an empty one. Raises CellRefused."""
    if cell is None:
        text = ""
    elif cell.kind in NOT_READ and not (cell.kind == BOOLEAN and column.reads == "choice"):
        raise CellRefused(NOT_READ[cell.kind])
    elif cell.kind == NOT_A_DAY or (cell.kind == DAY and column.reads != "day"):
        raise CellRefused("impossible_date" if column.reads == "day" else "day_in_text")
    elif cell.kind == OVERLONG:
        raise CellRefused("too_long")
    else:
        text = _of_number(column, cell) if cell.kind == NUMBER else clean_line(cell.text)
    if not text:
        if column.needed:
            raise CellRefused("missing_value")
        return ""
    return READERS[column.reads](text, column)


def _of_number(column: Column, cell: Cell) -> str:
    """The digits of a number cell, where a number can be meant and none of its digits was lost."""
    try:
        value = shown_number(cell.text)
    except InvalidOperation:
        raise CellRefused("error_cell") from None
    if not value.is_finite():
        raise CellRefused("error_cell")
    if column.reads == "name":
        raise CellRefused("number_in_text")
    if column.reads == "day" and not WHOLE_DAY.fullmatch(cell.text):
        raise CellRefused("number_is_no_day")
    if column.reads in ("item", "diagnosis") and abs(value) >= 10**MOST_DIGITS:
        raise CellRefused("digits_lost")
    # A column shown in percent holds the share itself.
    return f"{value:f}"


def _item(text: str, _column: Column) -> str:
    code = read_code(text)
    if code.problem:
        raise CellRefused(code.problem)
    return code.text


def _diagnosis(text: str, _column: Column) -> str:
    code = read_diagnosis(text)
    if code is None:
        raise CellRefused("no_diagnosis")
    return code


def _text(text: str, column: Column) -> str:
    if len(text) > column.longest:
        raise CellRefused("too_long")
    return text


def _name(text: str, column: Column) -> str:
    if not any(unicodedata.category(char)[0] == "L" or unicodedata.category(char) in ("Nl", "Co") for char in text):
        raise CellRefused("no_letters")
    return _text(text, column)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _price(text: str, _column: Column) -> str:
    found = _PRICE.fullmatch(_plain(text))
    if found is None:
        raise CellRefused("no_price")
    return f"{Decimal(found[1].replace(',', '') + (found[2] or '')).normalize():f}"


def _ratio(text: str, _column: Column) -> str:
    found = _RATIO.fullmatch(_plain(text))
    if found is None:
        raise CellRefused("no_ratio")
    value = Decimal(found[1] + (found[2] or ""))
    if found[3]:
        value = value.scaleb(-2)
    elif value > 1:
        # 10 may be ten percent or a mistake for 1.0.
        raise CellRefused("ratio_above_one")
    exponent = value.as_tuple().exponent
    if value > 1 or (isinstance(exponent, int) and exponent < -4):
        raise CellRefused("no_ratio")
    return f"{value.normalize():f}"


def _whole(text: str, _column: Column) -> str:
    found = _WHOLE.fullmatch(_plain(text))
    if found is None:
        raise CellRefused("not_whole")
    return found[1]


def _day(text: str, _column: Column) -> str:
    return read_day(text).isoformat()


def _choice(text: str, column: Column) -> str:
    code = column.words.get(_plain(text).casefold())
    if code is None:
        raise CellRefused("unknown_choice")
    return code


def _parts(text: str) -> list[str]:
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text).replace(" ", "")) if part]
    if len(parts) > MOST_OF_A_LIST:
        raise CellRefused("too_long")
    return parts


def _choices(text: str, column: Column) -> str:
    return ",".join(sorted({_choice(part, column) for part in _parts(text)}))


def _diagnoses(text: str, column: Column) -> str:
    return ",".join(sorted({_diagnosis(part, column) for part in _parts(text)}))


READERS: dict[str, Callable[[str, Column], str]] = {
    "item": _item,
    "diagnosis": _diagnosis,
    "diagnoses": _diagnoses,
    "name": _name,
    "text": _text,
    "word": _text,
    "price": _price,
    "ratio": _ratio,
    "whole": _whole,
    "day": _day,
    "choice": _choice,
    "choices": _choices,
}


def read_row(columns: Sequence[Column], cells: Sequence[Cell | None]) -> tuple[list[str], list[CellProblem]]:
    """The cells of a row as they are kept, and what is wrong with each: all of it at once."""
    texts, problems = [], []
    for column, cell in zip(columns, cells, strict=True):
        try:
            texts.append(read_cell(column, cell))
        except CellRefused as refused:
            texts.append("")
            shown = cell.text[:LONGEST_SHOWN] if cell is not None else ""
            problems.append(CellProblem(column.code, str(refused.params.get("why") or refused.code), shown))
    return texts, problems
