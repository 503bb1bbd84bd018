"""The cells of a sheet: shared texts, formats that make a number a day, and rows as they are stored."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.xml_parts import Enough, Handler

# One more than any column takes is kept, so that a longer text is seen to be one.
LONGEST_TEXT = 1000
MOST_STRINGS = 300_000
MOST_COLUMNS = 64
MOST_MERGED = 1000
LAST_ROW = 1_048_576
# Formats of days that have a number instead of a pattern, those of East Asian editions included (ECMA-376 18.8.30).
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def column_number(letters: str) -> int:
    """The column counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class StringHandler(Handler):
    """The shared texts in their order; readings printed above characters are left out."""

    def __init__(self):
        super().__init__()
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.in_reading = False

    def opened(self, name, attrs):
        if name == "si":
            self.pieces = []
        elif name == "rPh":
            self.in_reading = True
        elif name == "t" and not self.in_reading:
            self.keep_text(LONGEST_TEXT + 1)

    def closed(self, name):
        if name == "rPh":
            self.in_reading = False
        elif name == "t" and self.keeps_text:
            self.pieces.append(self.take_text())
        elif name == "si":
            if len(self.strings) >= MOST_STRINGS:
                raise WorkbookRefused("unpacks_too_large")
            self.strings.append(_unescaped("".join(self.pieces)[: LONGEST_TEXT + 1]))


class StyleHandler(Handler):
    """The format of each cell style: a built-in number, or the pattern itself."""

    def __init__(self):
        super().__init__()
        self.patterns: dict[str, str] = {}
        self.numbers: list[str] = []
        self.in_cells = False

    def opened(self, name, attrs):
        if name == "numFmt":
            self.patterns[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.numbers.append(attrs.get("numFmtId", "0"))

    def closed(self, name):
        if name == "cellXfs":
            self.in_cells = False

    def formats(self) -> list[int | str]:
        """By style: the pattern where one is given, else the built-in number."""
        return [self.patterns.get(number) or (int(number) if number.isdecimal() else 0) for number in self.numbers]


class Numbers:
    """Tells which numbers are days, and which day."""

    def __init__(self, formats: list[int | str], counts_from_1904: bool):
        self._is_day = [_shows_day(one) for one in formats]
        self._zero = date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30)
        # 1900 had no 29 February, which spreadsheets count all the same; before it the count is one off.
        self._first = 0 if counts_from_1904 else 61

    def read(self, raw: str, style: str) -> Cell:
        """A number as it is stored, or the day it is shown as."""
        number = int(style) if style.isdecimal() else 0
        if not (number < len(self._is_day) and self._is_day[number]):
            return Cell(kinds.NUMBER, raw)
        try:
            day = int(Decimal(raw))
            if day < self._first:
                return Cell(kinds.NOT_A_DAY, "")
            return Cell(kinds.DAY, (self._zero + timedelta(days=day)).isoformat())
        except (InvalidOperation, OverflowError, ValueError):
            return Cell(kinds.NOT_A_DAY, "")


def _shows_day(number_format: int | str) -> bool:
    if isinstance(number_format, int):
        return number_format in DAY_FORMATS
    pattern = _NOT_PATTERN.sub("", number_format.split(";")[0]).lower()
    return "general" not in pattern and bool(re.search("[ymdhs]", pattern))


class SheetHandler(Handler):
    """The rows of a sheet that hold anything. Stops, or refuses, after `most` of them."""

    def __init__(self, strings: list[str], numbers: Numbers, most: int, *, stop: bool):
        super().__init__()
        self.strings, self.numbers, self.most, self.stop = strings, numbers, most, stop
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.row_number, self.column, self.row = 0, -1, {}
        self.attrs, self.pieces, self.formula, self.in_reading = {}, [], False, False

    def opened(self, name, attrs):
        opened = _OPENED.get(name)
        if opened:
            opened(self, attrs)

    def closed(self, name):
        closed = _CLOSED.get(name)
        if closed:
            closed(self)

    def open_row(self, attrs):
        self.row_number = int(attrs.get("r", self.row_number + 1))
        if not 1 <= self.row_number <= LAST_ROW:
            raise WorkbookRefused("damaged")
        self.column, self.row = -1, {}
        if attrs.get("hidden") in ("1", "true"):
            self.hidden_rows.add(self.row_number)

    def close_row(self):
        if not self.row:
            return
        if len(self.rows) >= self.most:
            if self.stop:
                raise Enough
            raise WorkbookRefused("too_many_rows")
        self.rows.setdefault(self.row_number, {}).update(self.row)

    def open_cell(self, attrs):
        place = _PLACE.fullmatch(attrs.get("r", ""))
        self.column = column_number(place[1]) if place else self.column + 1
        self.attrs = {"t": attrs.get("t", "n"), "s": attrs.get("s", "0")}
        self.pieces, self.formula = [], False

    def open_value(self, _attrs):
        if not self.in_reading:
            self.keep_text(LONGEST_TEXT + 1)

    def close_value(self):
        if self.keeps_text:
            self.pieces.append(self.take_text())

    def open_formula(self, _attrs):
        self.formula = True

    def open_reading(self, _attrs):
        self.in_reading = True

    def close_reading(self):
        self.in_reading = False

    def close_cell(self):
        cell = self._cell("".join(self.pieces))
        if cell is None:
            return
        if self.column >= MOST_COLUMNS:
            raise WorkbookRefused("too_many_columns")
        self.row[self.column] = cell

    def _cell(self, raw: str) -> Cell | None:
        """What the cell holds; None for an empty one, however it is formatted."""
        if self.formula:
            return Cell(kinds.FORMULA, "")
        kind = self.attrs["t"]
        if kind in ("s", "str", "inlineStr"):
            text = self._shared(raw) if kind == "s" and raw else _unescaped(raw)
            if not text.strip():
                return None
            return Cell(kinds.OVERLONG, "") if len(text) > LONGEST_TEXT else Cell(kinds.TEXT, text)
        if not raw.strip():
            return None
        if kind in ("e", "b"):
            return Cell(kinds.ERROR, "") if kind == "e" else Cell(kinds.BOOLEAN, "yes" if raw.strip() == "1" else "no")
        if kind == "d":
            return Cell(kinds.TEXT, raw.strip())
        return self.numbers.read(raw.strip(), self.attrs["s"])

    def _shared(self, raw: str) -> str:
        number = int(raw)
        if not 0 <= number < len(self.strings):
            raise WorkbookRefused("damaged")
        return self.strings[number]

    def merge(self, attrs):
        ends = [_PLACE.fullmatch(end) for end in attrs.get("ref", "").split(":")]
        if len(ends) != 2 or not all(ends) or len(self.merged) >= MOST_MERGED:
            raise WorkbookRefused("damaged")
        (left, top), (right, bottom) = ((column_number(end[1]), int(end[2])) for end in ends)
        self.merged.append((top, left, bottom, right))


_OPENED = {
    "row": SheetHandler.open_row,
    "c": SheetHandler.open_cell,
    "v": SheetHandler.open_value,
    "t": SheetHandler.open_value,
    "f": SheetHandler.open_formula,
    "rPh": SheetHandler.open_reading,
    "mergeCell": SheetHandler.merge,
}
_CLOSED = {
    "row": SheetHandler.close_row,
    "c": SheetHandler.close_cell,
    "v": SheetHandler.close_value,
    "t": SheetHandler.close_value,
    "rPh": SheetHandler.close_reading,
}
