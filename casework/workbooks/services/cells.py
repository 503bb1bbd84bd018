"""What stands beside the rows of a workbook and says how its cells are meant: shared texts, and formats that make a number a
day."""

import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell
from casework.workbooks.rules.limits import WorkbookLimits
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.xml_parts import GrowingTree, Handler, local

# Formats of days that have a number instead of a pattern, those of East Asian editions included (ECMA-376 18.8.30).
DAY_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# A text holds pieces, a piece its text: a few more are let pass.
DEEPEST_TEXT = 10
# More days than there are until the year 9999.
MOST_DAYS = 3_000_000
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def text_cell(text: str, longest: int) -> Cell | None:
    """A cell with a text as it is stored; None for an empty one. Of what is too long only that it is so."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if not text or text.isspace():
        return None
    return Cell(kinds.TEXT, text) if len(text) <= longest else Cell(kinds.OVERLONG, "")


def texts_of(element: Element, depth: int = 0) -> str:
    """The text of a cell or of a shared text: one piece or several with formats of their own; readings printed above
    characters are left out. Raises WorkbookRefused for pieces within pieces deeper than any program writes them."""
    if depth > DEEPEST_TEXT:
        raise WorkbookRefused("damaged")
    if len(element) == 1 and element[0].tag.endswith("t"):
        return element[0].text or ""
    pieces = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            pieces.append(child.text or "")
        elif name != "rPh":
            pieces.append(texts_of(child, depth + 1))
    return "".join(pieces)


def shared_cells(archive: zipfile.ZipFile, part: str, limits: WorkbookLimits) -> list[Cell | None]:
    """The shared texts in their order as the cells that show them, held in memory as far as the limits go. Raises
    WorkbookRefused."""
    tree = GrowingTree(archive, part, limits.elements)
    cells: list[Cell | None] = []
    room = limits.shared_characters
    for root in tree.grow():
        for element in tree.take(root, closed=False):
            if local(element.tag) != "si":
                continue
            cell = text_cell(texts_of(element), limits.longest_text)
            cells.append(cell)
            room -= len(cell.text) if cell else 0
        if len(cells) > limits.shared_texts or room < 0:
            raise WorkbookRefused("unpacks_too_large")
    return cells


class StyleHandler(Handler):
    """The format of each cell style: a built-in number, or the pattern itself."""

    def __init__(self) -> None:
        self.patterns: dict[str, str] = {}
        self.numbers: list[str] = []
        self.in_cells = False

    def opened(self, name: str, attrs: dict[str, str]) -> None:
        if name == "numFmt":
            self.patterns[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.numbers.append(attrs.get("numFmtId", "0"))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self.in_cells = False

    def formats(self) -> list[int | str]:
        """By style: the pattern where one is given, else the built-in number."""
        return [self.patterns.get(number) or (int(number) if number.isdecimal() else 0) for number in self.numbers]


class Numbers:
    """Tells which numbers are days, and which day."""

    def __init__(self, formats: list[int | str], counts_from_1904: bool):
        # The styles by their number as a cell names it.
        self.day_styles = frozenset(str(number) for number, one in enumerate(formats) if _shows_day(one))
        self._zero = date(1904, 1, 1) if counts_from_1904 else date(1899, 12, 30)
        # 1900 had no 29 February, which spreadsheets count all the same; before it the count is one off.
        self._first = 0 if counts_from_1904 else 61

    def read(self, raw: str, style: str) -> Cell:
        """A number as it is stored, or the day it is shown as."""
        if style not in self.day_styles:
            return Cell(kinds.NUMBER, raw)
        try:
            day = Decimal(raw)
            # Compared before it becomes a whole number: one of a million digits would take minutes to make.
            if not self._first <= day <= MOST_DAYS:
                return Cell(kinds.NOT_A_DAY, "")
            return Cell(kinds.DAY, (self._zero + timedelta(days=int(day))).isoformat())
        except (InvalidOperation, OverflowError, ValueError):
            return Cell(kinds.NOT_A_DAY, "")


def _shows_day(number_format: int | str) -> bool:
    if isinstance(number_format, int):
        return number_format in DAY_FORMATS
    pattern = _NOT_PATTERN.sub("", number_format.split(";")[0]).lower()
    return "general" not in pattern and bool(re.search("[ymdhs]", pattern))
