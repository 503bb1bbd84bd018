"""The file as it was sent with its problems marked: the same rows in the same places, the cells with problems coloured, what is
wrong with them said in a further column. Values only, nothing of it a formula; in memory, as large as the file that was kept."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from casework.casefile.services.events import record_look
from casework.imports.models import Import, ImportRow
from casework.imports.rules.cells import MOST_DIGITS
from casework.imports.services.problem_words import marked_text
from casework.imports.services.sheets import open_sheet
from casework.staff.officer import Officer
from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell
from casework.workbooks.services.sheet_rows import column_number
from casework.workbooks.services.writing import Marked, Sheet, Value, workbook_bytes

State, Row = Import.State, ImportRow.State


def may_be_marked(sent: Import, *, by: Officer) -> bool:
    """Whether the file is kept, has something to mark, and is hers who sent it: it says of each person which kind of document
    she holds, and nobody learns that here who has not sent it. One query where it has problems."""
    if sent.uploaded_by_id != by.user.pk:
        return False
    if sent.state != State.CHECKED or not sent.rows_bad:
        return False
    return type(sent).objects.filter(pk=sent.pk, file__isnull=False).exclude(file__content=b"").exists()


def marked_bytes(sent: Import, *, by: Officer, page: str) -> bytes | None:
    """The marked file in the language at hand; the look is recorded under the name of the page. None where none may be had."""
    if not may_be_marked(sent, by=by):
        return None
    kind = sent.described
    if kind.description.personal:
        record_look(page, by=by, shown=[sent.pk])
    file = io.BytesIO(sent.file.content.open_for_work())
    found = open_sheet(kind.description, sent.file.form, file)
    rows = {row.row_number: row for row in sent.rows.filter(state=Row.BAD)}
    last = max((max(cells) for _number, cells, _hidden in found.source), default=0)
    lines = _lines(sent, found.header_row, found.source, rows, last + 1)
    first = [_plain_text(value) for value in next(lines)]
    return workbook_bytes([Sheet(title=str(kind.pages.sheet_title), headers=first, rows=lines)])


def _lines(sent: Import, header_row: int, source, rows: dict[int, ImportRow], place: int) -> Iterator[list[Value]]:
    """Every line of the sheet up to its last one, empty ones included, so that each stays where it was."""
    before = 0
    said = _("What is wrong and how to correct it")
    for number, cells, _hidden in source:
        for _gap in range(before + 1, number):
            yield []
        before = number
        line = [_value(cells.get(column)) for column in range(place)]
        if number == header_row:
            line.append(said)
        elif number in rows:
            line.append(_mark(sent, line, cells, rows[number]))
        yield line


def _plain_text(value: Value) -> str:
    """A value of the first line, which a workbook of ours has texts in."""
    plain = value.value if isinstance(value, Marked) else value
    return "" if plain is None else str(plain)


def _mark(sent: Import, line: list[Value], cells: dict[int, Cell], row: ImportRow) -> str:
    """Colours the cells of a line that have problems. Returns what is wrong with them."""
    texts = []
    for code, problem, params in row.problems:
        letter = sent.columns.get(code, "")
        column = column_number(letter) if letter else -1
        shown = line[column] if 0 <= column < len(line) else None
        if 0 <= column < len(line) and not isinstance(shown, Marked):
            line[column] = Marked(shown)
        text = marked_text(sent.described, problem, params, cells.get(column))
        texts.append(f"{letter}: {text}" if letter else text)
    return "\n".join(texts)


def _value(cell: Cell | None) -> Value:
    """What a cell shows. A number of which digits are lost stays one that is seen to have lost them."""
    if cell is None:
        return None
    if cell.kind == kinds.DAY:
        return date.fromisoformat(cell.text)
    if cell.kind == kinds.NUMBER:
        return _number(cell.text)
    if cell.kind == kinds.BOOLEAN:
        return "TRUE" if cell.text == "yes" else "FALSE"
    return cell.text


def _number(text: str) -> Value:
    try:
        value = kinds.shown_number(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value) >= 10**MOST_DIGITS:
        return f"{value:.{MOST_DIGITS - 1}E}"
    return Decimal(value)
