"""The rows of a sheet, one at a time (ECMA-376, SpreadsheetML). A row that was taken is gone: a sheet of 200,000 rows needs no
more memory than one of twenty."""

import re
import zipfile
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell, Row
from casework.workbooks.rules.limits import WorkbookLimits
from casework.workbooks.services.cells import Numbers, text_cell, texts_of
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.xml_parts import GrowingTree, local

LAST_ROW = 1_048_576
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_DIGITS = "0123456789"
_FORMULA_CELL = Cell(kinds.FORMULA, "")

Range = tuple[int, int, int, int]


def column_number(letters: str) -> int:
    """The column counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _Columns(dict[str, int]):
    """The column by its letters; -1 for what are no letters of a column, of which none is remembered."""

    def __missing__(self, letters: str) -> int:
        if not _LETTERS.fullmatch(letters):
            return -1
        number = self[letters] = column_number(letters)
        return number


class SheetRows:
    """Gives the rows of a sheet that hold anything, in their order; once they all are taken, `merged` holds the ranges of
    merged cells as (top, left, bottom, right), rows from 1 and columns from 0. Raises WorkbookRefused while it goes on."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        part: str,
        shared: list[Cell | None],
        numbers: Numbers,
        limits: WorkbookLimits,
    ):
        self._archive, self._part, self._limits = archive, part, limits
        self._shared, self._numbers = shared, numbers
        self.merged: list[Range] = []

    def __iter__(self) -> Iterator[Row]:
        self.merged = []
        tree = GrowingTree(self._archive, self._part, self._limits.elements)
        rows = _RowReader(self._shared, self._numbers, self._limits)
        for root in tree.grow():
            for section in root:
                name = local(section.tag)
                taken = tree.take(section, closed=section is not root[-1])
                if name == "sheetData":
                    yield from rows.read(taken)
                elif name == "mergeCells":
                    self._merge(taken)
            tree.take(root, closed=False)

    def _merge(self, taken: list[Element]) -> None:
        for cell in taken:
            ends = [_PLACE.fullmatch(end) for end in cell.get("ref", "").split(":")]
            if len(ends) != 2 or not all(ends) or len(self.merged) >= self._limits.merged:
                raise WorkbookRefused("damaged")
            (left, top), (right, bottom) = ((column_number(end[1]), int(end[2])) for end in ends if end)
            self.merged.append((top, left, bottom, right))


class _RowReader:
    """Makes rows of elements; it knows how far it is."""

    def __init__(self, shared: list[Cell | None], numbers: Numbers, limits: WorkbookLimits):
        self._cell = _cell_reader(shared, numbers, limits.longest_text)
        self._most_columns = limits.columns
        self._columns = _Columns()
        self._last = 0

    def read(self, elements: list[Element]) -> Iterator[Row]:
        """The rows among some elements that hold anything."""
        for element in elements:
            if local(element.tag) != "row":
                continue
            number = _whole(element.get("r") or str(self._last + 1))
            # A program writes rows in their order; a file that does not was made by hand.
            if not self._last < number <= LAST_ROW:
                raise WorkbookRefused("damaged")
            self._last = number
            if cells := self._cells(element):
                yield Row(number, cells, element.get("hidden") in ("1", "true"))

    def _cells(self, row: Element) -> dict[int, Cell]:
        """The cells of a row by column."""
        columns, most, read = self._columns, self._most_columns, self._cell
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            found = columns[element.get("r", "").rstrip(_DIGITS)]
            column = found if found >= 0 else column + 1
            # Most empty cells have a format and nothing in them.
            if len(element) and (cell := read(element)) is not None:
                if column >= most:
                    raise WorkbookRefused("too_many_columns")
                cells[column] = cell
        return cells


def _cell_reader(shared: list[Cell | None], numbers: Numbers, longest: int) -> Callable[[Element], Cell | None]:
    """Reads what a cell holds; None for an empty one, however it is formatted. Called for every cell of a sheet, so it asks
    for what is usual first."""
    new, kind_of_text = tuple.__new__, kinds.TEXT

    def read(element: Element) -> Cell | None:
        first, kind, alone = element[0], element.get("t", "n"), len(element) == 1
        raw: str | None
        if kind == "inlineStr" and alone and len(first) == 1 and first[0].tag[-1] == "t":
            raw = first[0].text or ""
        elif alone and first.tag[-1] == "v":
            raw = first.text or ""
        else:
            raw = _text(element)
        if raw is None:
            return _FORMULA_CELL
        if kind == "inlineStr" or kind == "str":
            if len(raw) > longest or "_x" in raw or not raw or raw.isspace():
                return text_cell(raw, longest)
            return new(Cell, (kind_of_text, raw))
        if kind == "s":
            return _shared_cell(shared, raw) if raw else None
        return _other_cell(kind, raw.strip(), element)

    def _other_cell(kind: str, plain: str, element: Element) -> Cell | None:
        if not plain:
            return None
        return _RARER[kind](plain) if kind in _RARER else numbers.read(plain, element.get("s", "0"))

    return read


def _shared_cell(shared: list[Cell | None], raw: str) -> Cell | None:
    number = _whole(raw)
    if not 0 <= number < len(shared):
        raise WorkbookRefused("damaged")
    return shared[number]


def _text(cell: Element) -> str | None:
    """What stands in a cell of any make; None for a formula, whose last result is not looked at."""
    inside = {local(child.tag): child for child in cell}
    if "f" in inside:
        return None
    value = inside.get("v")
    return (value.text or "") if value is not None else texts_of(inside.get("is", cell))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError as problem:
        raise WorkbookRefused("damaged") from problem


# By the type of a cell: an error, a truth value, a day written as a text.
_RARER = {
    "e": lambda _plain: Cell(kinds.ERROR, ""),
    "b": lambda plain: Cell(kinds.BOOLEAN, "yes" if plain == "1" else "no"),
    "d": lambda plain: Cell(kinds.TEXT, plain),
}
