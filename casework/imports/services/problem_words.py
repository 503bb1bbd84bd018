"""What is wrong with a cell, as pages and marked files say it."""

from django.utils.translation import gettext as _

from casework.imports.table import ImportKind
from casework.imports.words import CELLS, NOT_ENTERED
from casework.rulebook.rules.dates import DateUnreadable, parse_date
from casework.workbooks.rules.cells import Cell


def header_in(kind: ImportKind, code: str, language: str) -> str:
    """The header of a column in a language of the portal (zh-hans, zh-hant, en); "" for what is no column."""
    column = kind.description.columns.by_code.get(code)
    return column.headers[language.replace("-", "_")] if column else ""


def problem_text(kind: ImportKind, code: str, params: dict) -> str:
    """What is wrong with a cell and what to do."""
    said = kind.pages.say(code, params)
    # Where it is known why, that is said instead of what.
    return said or str(({**CELLS, **kind.pages.cells}).get(params.get("why", code), NOT_ENTERED)) % params


def marked_text(kind: ImportKind, code: str, params: dict, cell: Cell | None) -> str:
    """The same where the cell is at hand: of a year counted from 1912 also which day it would be."""
    said = problem_text(kind, code, params)
    if code != "minguo_date" or cell is None:
        return said
    try:
        parse_date(cell.text)
    except DateUnreadable as problem:
        if problem.day:
            meant = _("If %(day)s is meant, write it so.") % {"day": problem.day.isoformat()}
            return f"{said} {meant}"
    return said
