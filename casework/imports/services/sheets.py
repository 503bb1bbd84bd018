"""Finds in a file what is imported: the sheet with the headers of the kind, and its rows by column, one at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from casework.imports.rules.columns import Columns, HeaderRow
from casework.imports.rules.descriptions import Description
from casework.imports.rules.table_words import is_below_table
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


@dataclass(kw_only=True)
class FoundSheet:
    """The rows below the headers, to be taken once; what there is to say of the file is whole when they all are taken."""

    headers: HeaderRow
    header_row: int
    most_rows: int
    source: Iterable[Row]
    hidden_sheets: int = 0
    # The column every row has a code in; "" where the kind has none, and every line is a row.
    code_column: str = ""
    hidden_rows: int = 0
    left_out: list[int] = field(default_factory=list, init=False)
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
            if self._is_below(cells, ours):
                self.left_out.append(number)
            elif ours:
                self.taken += 1
                self.hidden_rows += hidden
                yield number, ours
        if not self.taken:
            raise WorkbookRefused("no_rows")

    def _is_below(self, cells: Mapping[int, Cell], ours: CellsByCode) -> bool:
        """Whether a line is one below the table, or between its parts: a sum, a signature, a note."""
        if not self.code_column:
            return False
        texts = (cells[place].text for place in sorted(cells) if cells[place].kind == TEXT)
        return is_below_table(texts, ours[self.code_column].text if self.code_column in ours else "")

    def letters(self) -> dict[str, str]:
        """The letter of each column, by its code."""
        return {code: column_letters(place) for place, code in self.headers.codes.items()}

    def header_texts(self) -> dict[str, str]:
        """Each header as it stands in the file, by the letter of its column, those that are not read included."""
        places = (*self.headers.codes, *self.headers.unknown[:MOST_SHOWN])
        return {column_letters(place): self.headers.texts[place] for place in places}

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
        if self.left_out:
            shown = ", ".join(map(str, self.left_out[:MOST_SHOWN])) + (" …" if len(self.left_out) > MOST_SHOWN else "")
            notes.append(["lines_left_out", {"count": len(self.left_out), "rows": shown}])
        if self.hidden_sheets:
            notes.append(["hidden_sheets", {"count": self.hidden_sheets}])
        if self.hidden_rows:
            notes.append(["hidden_rows", {"count": self.hidden_rows}])
        return notes


@dataclass(frozen=True, kw_only=True)
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
        headers=chosen.headers,
        header_row=chosen.row_number,
        most_rows=limits.rows,
        source=chosen.source,
        hidden_sheets=sum(one.hidden for one in others),
        code_column=description.once,
    )


def _of_sheet(columns: Columns, book: Book, part: SheetPart) -> _Candidate | None:
    return _candidate(columns, book.rows(part), hidden=part.hidden)


def _candidate(columns: Columns, source: Iterable[Row], *, hidden: bool) -> _Candidate | None:
    first = list(islice(source, LOOKED_AT_FOR_HEADERS))
    for row in first:
        headers = columns.read_headers({place: cell.text for place, cell in row.cells.items() if cell.kind == TEXT})
        if len(headers.codes) >= ENOUGH_HEADERS:
            return _Candidate(
                hidden=hidden,
                source=source,
                row_number=row.number,
                headers=headers,
                has_rows=first[-1].number > row.number,
            )
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
        code, places = next(iter(headers.duplicate.items()))
        found = [(column_letters(place), headers.texts[place]) for place in places[:MOST_SHOWN]]
        raise WorkbookRefused("duplicate_headers", letters=_letters(places), found=found, columns=[code])
    if headers.missing:
        others = [headers.texts[place] for place in headers.unknown[:MOST_SHOWN]]
        raise WorkbookRefused("missing_headers", columns=list(headers.missing), others=others)


def _letters(places: tuple[int, ...]) -> str:
    return ", ".join(column_letters(place) for place in places[:MOST_SHOWN])
