"""A sheet of the lines of a receipt, read into what the grid shows; nothing of it is kept here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from django.core.files.base import File

from casework.imports.services.sheets import open_sheet
from casework.workbooks.services.files import WorkbookRefused, form_of
from claims.reimbursements.rules.line_sheets import RECEIPT_LINES, BadCell, as_typed


@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    """What a file says: its rows as they would be typed; per row what is wrong, with the number of the row in the file; the
    letters and headers of its columns by code; what was left out."""

    rows: tuple[Mapping[str, str], ...]
    bad: tuple[tuple[int, int, BadCell], ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()


def read_lines(upload: File | None) -> ReadSheet:
    """The lines of an XLSX workbook or a CSV file, `bad` as (place in `rows`, row of the file, cell). Raises WorkbookRefused."""
    if upload is None:
        raise WorkbookRefused("no_file")
    form = form_of(upload.name or "", frozenset(RECEIPT_LINES.forms))
    if upload.size > RECEIPT_LINES.forms[form].size:
        raise WorkbookRefused("too_large")
    if not upload.size:
        raise WorkbookRefused("empty_file")
    sheet = open_sheet(RECEIPT_LINES, form, cast(BinaryIO, upload))
    rows: list[Mapping[str, str]] = []
    bad: list[tuple[int, int, BadCell]] = []
    for number, cells in sheet.rows():
        typed, problems = as_typed(cells)
        bad += [(len(rows), number, one) for one in problems]
        rows.append(typed)
    headers = {code: sheet.headers.texts[place] for place, code in sheet.headers.codes.items()}
    # Some of it stands behind the rows in the file.
    notes = tuple((code, params | _named(sheet.header_texts(), params)) for code, params in sheet.notes())
    return ReadSheet(rows=tuple(rows), bad=tuple(bad), letters=sheet.letters(), headers=headers, notes=notes)


def _named(headers: Mapping[str, str], params: Mapping[str, object]) -> dict[str, str]:
    """Columns by letter with their headers as they stand in the file."""
    letters = str(params.get("letters", "")).split(", ")
    return {"named": ", ".join(f"{one} ({headers[one]})" if one in headers else one for one in letters)}
