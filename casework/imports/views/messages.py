"""What to tell a clerk about an import: why a file is not read, what is wrong with a cell, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.imports.models import Import, ImportRow
from casework.imports.services.problem_words import header_in, problem_text
from casework.imports.table import ImportKind
from casework.imports.words import FILES, NOTES, ONE_COLUMN, OTHER_HEADERS, STOPPED
from casework.workbooks.services.files import WorkbookRefused


def refusal_text(kind: ImportKind, refused: WorkbookRefused, language: str, form: str = "") -> str:
    """Why a file is not read and what to do, in the reader's language; `form` (xlsx, csv) where it is known."""
    between = "、" if language.startswith("zh") else ", "
    forms = kind.description.forms
    limits = forms[form] if form else max(forms.values(), key=lambda one: one.rows)
    params = {
        "megabytes": limits.megabytes,
        "rows": f"{limits.rows:,}",
        "columns": limits.columns,
        **refused.params,
    }
    if "columns" in refused.params:
        headers = [header_in(kind, code, language) for code in refused.params["columns"]]
        params["columns"] = between.join(headers)
    if "found" in refused.params:
        found = [ONE_COLUMN % {"letters": letters, "header": text} for letters, text in refused.params["found"]]
        params["found"] = between.join(map(str, found))
    said = str(({**FILES, **kind.pages.files})[refused.code]) % params
    others = refused.params.get("others")
    return f"{said} {OTHER_HEADERS % {'others': between.join(others)}}" if others else said


@dataclass(frozen=True)
class BadCell:
    """One problem as the page lists it."""

    row_number: int
    letter: str
    header: str
    text: str


def bad_cells(sent: Import, rows: Iterable[ImportRow], language: str) -> list[BadCell]:
    """The problems of some rows, each with the place of its cell in the file."""
    kind = sent.described
    return [
        BadCell(
            row.row_number,
            sent.columns.get(column, ""),
            _header_of(sent, column, language),
            problem_text(kind, code, params),
        )
        for row in rows
        for column, code, params in row.problems
    ]


def _header_of(sent: Import, column: str, language: str) -> str:
    """The header as it stands in the file, so that it is found there; behind it ours, where a reader would not know it."""
    own = header_in(sent.described, column, language)
    found = sent.headers.get(sent.columns.get(column, ""), own)
    return found if not own or found == own else f"{found} · {own}"


def notes_of(sent: Import) -> list[str]:
    """What was seen beside the rows."""
    return [str(NOTES[code]) % (params | _named(sent, params)) for code, params in sent.notes]


def _named(sent: Import, params: dict) -> dict[str, str]:
    """Columns by letter with their headers as they stand in the file."""
    letters = params.get("letters", "").split(", ")
    return {"named": ", ".join(f"{one} ({sent.headers[one]})" if one in sent.headers else one for one in letters)}


def stopped_text(sent: Import, language: str) -> str:
    """Why an import stopped, or its file was not read to its end; empty when neither is so."""
    if sent.failure and sent.state == Import.State.DISCARDED:
        # Only text is read by the job.
        return refusal_text(sent.described, WorkbookRefused(sent.failure), language, form="csv")
    return str(({**STOPPED, **sent.described.pages.stopped})[sent.failure]) if sent.failure else ""
