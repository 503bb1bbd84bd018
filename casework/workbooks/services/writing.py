"""Writes XLSX workbooks that only say things: every text stays text, nothing is a formula, nobody is named as author.

A program that opens a workbook runs what looks like a formula. A text beginning with one of the marks below is therefore
stored as text and marked as quoted, so that it stays text also when somebody edits the cell. The file is written in
memory, since a library's temporary file would leave names on the disk, and without the moment of writing: the same
content gives the same bytes.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice

from casework.workbooks.services import parts
from casework.workbooks.services.parts import FORMULA_STARTS, sheet_title, storable_text

Plain = str | int | date | Decimal | None

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet counts in binary fractions of 15 digits; a longer number would be changed.
MOST_DIGITS = 15
# Before it spreadsheets count a 29 February that never was.
FIRST_DAY, DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
NARROWEST, WIDEST, SAMPLED_ROWS = 8, 60, 100
# The style of a cell, or the place where it would stand: behind the place of the cell.
_STYLE = re.compile(r'(?<=")(?: s="[0-9]+")?(?=[ />])')
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Marked:
    """A value whose cell is coloured, as text, so that what is typed over it stays as typed."""

    value: Plain


Value = Plain | Marked


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: a title, a row of headers, rows of values. Rows may be a generator; they are read once.

    `lists` names for a column (counted from 0) the cells its values are chosen from. `to_fill` makes every column a
    text column, so that a long number typed into it is not taken for a quantity.
    """

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]] = ()
    lists: Mapping[int, str] = field(default_factory=dict)
    to_fill: bool = False


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """An XLSX file of the sheets. Raises TypeError for a value that is no text, whole number, date, Decimal or None."""
    titles: list[str] = []
    for sheet in sheets:
        titles.append(sheet_title(sheet.title, titles))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.frame(titles).items():
            _add(archive, name, [text])
        for number, sheet in enumerate(sheets, start=1):
            _add(archive, f"xl/worksheets/sheet{number}.xml", _sheet_xml(sheet))
    return packed.getvalue()


def _add(archive: zipfile.ZipFile, name: str, texts: Iterable[str]) -> None:
    entry = zipfile.ZipInfo(name, FIRST_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w") as part:
        for text in texts:
            part.write(text.encode("utf-8"))


def _sheet_xml(sheet: Sheet) -> Iterable[str]:
    rows = iter(sheet.rows)
    first = list(islice(rows, SAMPLED_ROWS))
    yield parts.sheet_head(_widths(sheet.headers, first), parts.TEXT if sheet.to_fill else parts.PLAIN)
    yield _row_xml(1, (_text_xml(place, text, header=True) for place, text in _placed(1, sheet.headers)))
    for number, row in enumerate(chain(first, rows), start=2):
        # A file of few rows may have one a million lines below the others.
        if not row:
            continue
        yield _row_xml(number, (_cell_xml(place, value) for place, value in _placed(number, row)))
    yield parts.sheet_foot(sheet.lists)


def _placed(number: int, row: Sequence[Value]) -> Iterable[tuple[str, Value]]:
    return ((f"{parts.column_letters(column)}{number}", value) for column, value in enumerate(row))


def _row_xml(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell_xml(place: str, value: Value) -> str:
    """A cell that shows the value and does nothing else."""
    if value is None:
        return ""
    if isinstance(value, Marked):
        return _marked_xml(place, value.value)
    if isinstance(value, str):
        return _text_xml(place, value)
    if isinstance(value, bool | datetime):
        raise TypeError(f"{type(value).__name__} is not written into a workbook: say it as a text or a date")
    if isinstance(value, date):
        return _day_xml(place, value)
    if isinstance(value, int | Decimal):
        return _number_xml(place, Decimal(value))
    raise TypeError(f"{type(value).__name__} is not written into a workbook")


def _marked_xml(place: str, value: Plain) -> str:
    """The same cell in colour. Of a style there is one for all kinds of values but days."""
    plain = _cell_xml(place, value) or f'<c r="{place}"/>'
    style = parts.MARKED
    if isinstance(value, str) and storable_text(value).startswith(FORMULA_STARTS):
        style = parts.MARKED_QUOTED
    elif isinstance(value, date) and value >= FIRST_DAY:
        style = parts.MARKED_DAY
    return _STYLE.sub(f' s="{style}"', plain, count=1)


def _text_xml(place: str, text: str, *, header: bool = False) -> str:
    safe = storable_text(text)
    style = parts.text_style(quoted=safe.startswith(FORMULA_STARTS), header=header)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{parts.escaped(safe)}</t></is></c>'


def _day_xml(place: str, day: date) -> str:
    if day < FIRST_DAY:
        return _text_xml(place, day.isoformat())
    return f'<c r="{place}" s="{parts.DAY}"><v>{(day - DAY_ZERO).days}</v></c>'


def _number_xml(place: str, value: Decimal) -> str:
    if not value.is_finite() or len(f"{value:f}".replace("-", "").replace(".", "")) > MOST_DIGITS:
        return _text_xml(place, str(value))
    exact = f"{value:f}"
    return f'<c r="{place}" s="{parts.number_style(exact)}"><v>{exact}</v></c>'


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """A width in characters for each column, from its header and the first rows."""
    columns = [[header] for header in headers]
    for row in rows:
        for column, value in zip(columns, row, strict=False):
            plain = value.value if isinstance(value, Marked) else value
            column.append("" if plain is None else str(plain))
    return [column_width(texts) for texts in columns]


def column_width(texts: Iterable[str]) -> int:
    """A width in characters that shows the longest line of the texts; a Chinese character takes two."""
    longest = max((_width(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
