"""Finds in a file what is imported: the sheet with the headers of the kind, and its rows by column, one at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from casework.imports.rules.columns import Columns, HeaderRow
from casework.imports.rules.descriptions import Description
from casework.workbooks.rules.cells import TEXT, Cell, Row
from casework.workbooks.rules.limits import WorkbookLimits
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.parts import column_letters
from casework.workbooks.services.reading import Book, SheetPart
from casework.workbooks.services.sheet_rows import SheetRows
from casework.workbooks.services.text_files import TextFile

# A row is a row of headers when so many of them are ours; it stands among so many first rows.
ENOUGH_HEADERS, LOOKED_AT_FOR_HEADERS = 2, 20
MOST_SHOWN = 10

CellsByCode = dict[str, Cell]


@dataclass
class FoundSheet:
    """The rows below the headers, to be taken once; what there is to say of the file is whole when they all are taken."""

    headers: HeaderRow
    header_row: int
    most_rows: int
    source: Iterable[Row]
    hidden_sheets: int = 0
    hidden_rows: int = 0
    taken: int = field(default=0, init=False)

    def rows(self) -> Iterator[tuple[int, CellsByCode]]:
        """Each row that holds anything of ours: its number and its cells by column code. Raises WorkbookRefused."""
        codes, count = self.headers.codes, 0
        for number, cells, hidden in self.source:
            if number <= self.header_row:
                continue
            count += 1
            if count > self.most_rows:
                raise WorkbookRefused("too_many_rows", rows=f"{self.most_rows:,}")
            ours = {codes[place]: cell for place, cell in cells.items() if place in codes}
            if ours:
                self.taken += 1
                self.hidden_rows += hidden
                yield number, ours
        if not self.taken:
            raise WorkbookRefused("no_rows")

    def letters(self) -> dict[str, str]:
        """The letter of each column, by its code."""
        return {code: column_letters(place) for place, code in self.headers.codes.items()}

    def merged(self) -> list[list]:
        """Ranges of merged cells that touch our columns: first row, last row, codes."""
        ranges = self.source.merged if isinstance(self.source, SheetRows) else []
        found = []
        for top, left, bottom, right in ranges:
            touched = [code for place, code in self.headers.codes.items() if left <= place <= right]
            if touched and bottom > self.header_row:
                found.append([top, bottom, touched])
        return found

    def notes(self) -> list[list]:
        """What a reader of the file may not expect, as (code, params)."""
        notes: list[list] = []
        if self.headers.unknown:
            notes.append(["columns_not_read", {"letters": _letters(self.headers.unknown)}])
        if self.hidden_sheets:
            notes.append(["hidden_sheets", {"count": self.hidden_sheets}])
        if self.hidden_rows:
            notes.append(["hidden_rows", {"count": self.hidden_rows}])
        return notes


@dataclass(frozen=True)
class _Candidate:
    hidden: bool
    source: Iterable[Row]
    row_number: int
    headers: HeaderRow
    has_rows: bool


def open_sheet(description: Description, form: str, file: BinaryIO) -> FoundSheet:
    """The one sheet with the headers of this kind; the file stays open while its rows are taken. Raises WorkbookRefused."""
    limits = description.forms[form]
    if not isinstance(limits, WorkbookLimits):
        found = _candidate(description.columns, TextFile(file, limits), hidden=False)
        if found is None:
            raise WorkbookRefused("no_headers")
        chosen, others = found, []
    else:
        book = Book(file, limits)
        candidates = [_of_sheet(description.columns, book, part) for part in book.sheets]
        chosen = _chosen([one for one in candidates if one])
        others = [one for one in candidates if one and one is not chosen]
    _check_headers(chosen.headers)
    return FoundSheet(
        chosen.headers, chosen.row_number, limits.rows, chosen.source, hidden_sheets=sum(one.hidden for one in others)
    )


def _of_sheet(columns: Columns, book: Book, part: SheetPart) -> _Candidate | None:
    return _candidate(columns, book.rows(part), hidden=part.hidden)


def _candidate(columns: Columns, source: Iterable[Row], *, hidden: bool) -> _Candidate | None:
    first = list(islice(source, LOOKED_AT_FOR_HEADERS))
    for row in first:
        headers = columns.read_headers({place: cell.text for place, cell in row.cells.items() if cell.kind == TEXT})
        if len(headers.codes) >= ENOUGH_HEADERS:
            return _Candidate(hidden, source, row.number, headers, first[-1].number > row.number)
    return None


def _chosen(found: list[_Candidate]) -> _Candidate:
    """The visible sheet with headers; of several the one that holds rows."""
    visible = [one for one in found if not one.hidden]
    if len(visible) > 1:
        visible = [one for one in visible if one.has_rows] or visible[:1]
    if len(visible) > 1:
        raise WorkbookRefused("several_sheets")
    if not visible:
        raise WorkbookRefused("sheet_hidden" if found else "no_sheet")
    return visible[0]


def _check_headers(headers: HeaderRow) -> None:
    if headers.duplicate:
        raise WorkbookRefused("duplicate_headers", letters=_letters(headers.duplicate))
    if headers.missing:
        raise WorkbookRefused("missing_headers", columns=list(headers.missing))


def _letters(places: tuple[int, ...]) -> str:
    return ", ".join(column_letters(place) for place in places[:MOST_SHOWN])
