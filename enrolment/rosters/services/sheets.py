"""Finds the sheet of an uploaded workbook that is the roster, and its rows by column."""

from dataclasses import dataclass

from casework.workbooks.rules.cells import TEXT, Cell
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.parts import column_letters
from casework.workbooks.services.reading import Book, Rows, SheetPart
from enrolment.rosters.rules.cells import Problem
from enrolment.rosters.rules.columns import HeaderRow, column, read_headers

MOST_ROWS = 5000
# A row is a row of headers when so many of them are ours.
ENOUGH_HEADERS = 2
MOST_SHOWN = 10


@dataclass(frozen=True)
class RosterSheet:
    """The rows by number with their cells by column code, problems of merged cells, and where each column stands."""

    rows: dict[int, dict[str, Cell]]
    merged: dict[int, list[Problem]]
    letters: dict[str, str]
    notes: list[list]


@dataclass(frozen=True)
class _Candidate:
    part: SheetPart
    row_number: int
    headers: HeaderRow


def read_roster(kind: str, content: bytes) -> RosterSheet:
    """The one sheet with the headers of this kind of roster. Raises WorkbookRefused."""
    book = Book(content)
    found = [candidate for part in book.sheets if (candidate := _candidate(kind, book, part))]
    chosen = _chosen(book, found)
    _check_headers(kind, chosen.headers)
    rows = book.rows(chosen.part, MOST_ROWS + _rows_to_header(book, chosen))
    return _as_roster(chosen, rows, hidden_sheets=sum(one.part.hidden for one in found if one is not chosen))


def _candidate(kind: str, book: Book, part: SheetPart) -> _Candidate | None:
    for row_number, cells in book.first_rows(part).cells.items():
        headers = read_headers(kind, {place: cell.text for place, cell in cells.items() if cell.kind == TEXT})
        if len(headers.codes) >= ENOUGH_HEADERS:
            return _Candidate(part, row_number, headers)
    return None


def _chosen(book: Book, found: list[_Candidate]) -> _Candidate:
    """The visible sheet with headers; of several the one that holds rows."""
    visible = [one for one in found if not one.part.hidden]
    if len(visible) > 1:
        visible = [one for one in visible if _has_rows(book, one)] or visible[:1]
    if len(visible) > 1:
        raise WorkbookRefused("several_sheets")
    if not visible:
        raise WorkbookRefused("sheet_hidden" if found else "no_sheet")
    return visible[0]


def _has_rows(book: Book, candidate: _Candidate) -> bool:
    return any(number > candidate.row_number for number in book.first_rows(candidate.part).cells)


def _rows_to_header(book: Book, chosen: _Candidate) -> int:
    return sum(number <= chosen.row_number for number in book.first_rows(chosen.part).cells)


def _check_headers(kind: str, headers: HeaderRow) -> None:
    if headers.duplicate:
        raise WorkbookRefused("duplicate_headers", letters=_letters(headers.duplicate))
    if headers.missing:
        raise WorkbookRefused("missing_headers", columns=[[kind, code] for code in headers.missing])


def _letters(places) -> str:
    return ", ".join(column_letters(place) for place in places[:MOST_SHOWN])


def _as_roster(chosen: _Candidate, rows: Rows, hidden_sheets: int) -> RosterSheet:
    codes = chosen.headers.codes
    read = {
        number: {codes[place]: cell for place, cell in cells.items() if place in codes}
        for number, cells in sorted(rows.cells.items())
        if number > chosen.row_number
    }
    read = {number: cells for number, cells in read.items() if cells}
    if not read:
        raise WorkbookRefused("no_rows")
    return RosterSheet(
        rows=read,
        merged=_merged(rows.merged, read, codes),
        letters={code: column_letters(place) for place, code in codes.items()},
        notes=_notes(chosen.headers, hidden_sheets, len(rows.hidden_rows & set(read))),
    )


def _merged(ranges, rows: dict, codes: dict[int, str]) -> dict[int, list[Problem]]:
    """For each row under a merged range: the columns it touches."""
    found: dict[int, list[Problem]] = {}
    for top, left, bottom, right in ranges:
        touched = [code for place, code in codes.items() if left <= place <= right]
        for number in (number for number in rows if top <= number <= bottom):
            found.setdefault(number, []).extend(Problem(code, "merged_cells") for code in touched)
    return found


def _notes(headers: HeaderRow, hidden_sheets: int, hidden_rows: int) -> list[list]:
    """What a reader of the file may not expect, as (code, params)."""
    notes = []
    if headers.unknown:
        notes.append(["columns_not_read", {"letters": _letters(headers.unknown)}])
    if hidden_sheets:
        notes.append(["hidden_sheets", {"count": hidden_sheets}])
    if hidden_rows:
        notes.append(["hidden_rows", {"count": hidden_rows}])
    return notes


def header_in(kind: str, code: str, language: str) -> str:
    """The header of a column in a language of the portal (zh-hans, zh-hant, en)."""
    return column(kind, code).headers[language.replace("-", "_")]
