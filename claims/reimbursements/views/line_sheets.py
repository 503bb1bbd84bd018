"""A file of lines put into the grid of a receipt: what it says, what of it cannot be meant, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import File
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.imports.words import CELLS, FILES, NOT_ENTERED, NOTES, ONE_COLUMN, OTHER_HEADERS
from casework.workbooks.services.files import WorkbookRefused
from claims.reimbursements.forms.receipts import TOO_MANY_LINES, first_empty, placed
from claims.reimbursements.rules.line_sheets import RECEIPT_LINES
from claims.reimbursements.services.line_sheets import ReadSheet, read_lines


@dataclass(frozen=True, kw_only=True)
class SheetProblem:
    """A sentence of the summary, and the field it is about."""

    text: str
    field: str = "id_sheet"


class SheetPut:
    """The data of the form with the rows of a file behind those typed; nothing of one that is refused, or does not fit."""

    def __init__(self, data: dict, upload: File | None):
        self.data, self.problems, self.notes, self.count = data, list[SheetProblem](), list[str](), 0
        try:
            read = read_lines(upload)
        except WorkbookRefused as refused:
            self.problems.append(SheetProblem(text=refused_because(refused)))
            return
        at = first_empty(data)
        put, left = placed(dict(data), read.rows)
        if left:
            self.problems.append(SheetProblem(text=str(TOO_MANY_LINES)))
            return
        self.data, self.count = put, len(read.rows)
        self.problems += _bad_cells(read, at)
        self.notes = [str(NOTES[code]) % params for code, params in read.notes]


def _bad_cells(read: ReadSheet, at: int) -> Iterator[SheetProblem]:
    for place, row, cell in read.bad:
        said = str(CELLS.get(str(cell.params.get("why", cell.code)), NOT_ENTERED)) % cell.params
        told = {
            "said": said,
            "row": row,
            "letter": read.letters.get(cell.column, "–"),
            "header": _header(read, cell.column),
        }
        text = _("Row %(row)s of the file, column %(letter)s (%(header)s): %(said)s") % told
        yield SheetProblem(text=text, field=f"id_line-{at + place}-{cell.column}")


def _header(read: ReadSheet, code: str) -> str:
    """As it stands in the file; as ours are called, of a column the file does not have."""
    return read.headers.get(code) or _our_header(code)


def _our_header(code: str) -> str:
    return RECEIPT_LINES.columns.by_code[code].headers[(get_language() or "zh-hans").replace("-", "_")]


def refused_because(refused: WorkbookRefused) -> str:
    """Why a file is not read and what to do."""
    between = "、" if (get_language() or "zh").startswith("zh") else ", "
    limits = next(iter(RECEIPT_LINES.forms.values()))
    params = {"megabytes": limits.megabytes, "rows": limits.rows, "columns": limits.columns, **refused.params}
    if "columns" in refused.params:
        params["columns"] = between.join(_our_header(code) for code in refused.params["columns"])
    if "found" in refused.params:
        found = [ONE_COLUMN % {"letters": letters, "header": text} for letters, text in refused.params["found"]]
        params["found"] = between.join(map(str, found))
    said = str(FILES[refused.code]) % params
    others = refused.params.get("others")
    return f"{said} {OTHER_HEADERS % {'others': between.join(others)}}" if others else said
