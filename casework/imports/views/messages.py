"""What to tell a clerk about an import: why a file is not read, what is wrong with a cell, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.imports.models import Import, ImportRow
from casework.imports.table import ImportKind
from casework.imports.words import CELLS, FILES, NOT_ENTERED, NOTES, STOPPED
from casework.workbooks.services.files import WorkbookRefused


def refusal_text(kind: ImportKind, refused: WorkbookRefused, language: str) -> str:
    """Why a file is not read and what to do, in the reader's language."""
    limits = max(kind.description.forms.values(), key=lambda one: one.rows)
    params = {
        "megabytes": limits.megabytes,
        "rows": f"{limits.rows:,}",
        "columns": limits.columns,
        **refused.params,
    }
    if "columns" in refused.params:
        headers = [header_in(kind, code, language) for code in refused.params["columns"]]
        params["columns"] = ("、" if language.startswith("zh") else ", ").join(headers)
    return str(({**FILES, **kind.pages.files})[refused.code]) % params


def header_in(kind: ImportKind, code: str, language: str) -> str:
    """The header of a column in a language of the portal (zh-hans, zh-hant, en); "" for what is no column."""
    column = kind.description.columns.by_code.get(code)
    return column.headers[language.replace("-", "_")] if column else ""


def problem_text(kind: ImportKind, code: str, params: dict) -> str:
    """What is wrong with a cell and what to do."""
    said = kind.pages.say(code, params)
    # Where it is known why, that is said instead of what.
    return said or str(({**CELLS, **kind.pages.cells}).get(params.get("why", code), NOT_ENTERED)) % params


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
            header_in(kind, column, language),
            problem_text(kind, code, params),
        )
        for row in rows
        for column, code, params in row.problems
    ]


def notes_of(sent: Import) -> list[str]:
    """What was seen beside the rows."""
    return [str(NOTES[code]) % params for code, params in sent.notes]


def stopped_text(sent: Import) -> str:
    """Why an import stopped; empty when it did not."""
    return str(({**STOPPED, **sent.described.pages.stopped})[sent.failure]) if sent.failure else ""
