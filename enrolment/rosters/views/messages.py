"""What to tell a clerk about a roster: why a file is not read, what is wrong with a cell, and what to do about it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from casework.workbooks.services.cells import MOST_COLUMNS
from casework.workbooks.services.files import MOST_BYTES, WorkbookRefused
from casework.workbooks.services.reading import MOST_SHEETS
from enrolment.documents.words import KIND_NAMES
from enrolment.documents.words import MESSAGES as IDENTITY_MESSAGES
from enrolment.rosters.models import RosterImport, RosterRow
from enrolment.rosters.rules.columns import columns_of
from enrolment.rosters.rules.rows import IDENTITY_PREFIX
from enrolment.rosters.services.sheets import MOST_ROWS, header_in

FILES = {
    "no_file": _("Choose a file first."),
    "empty_file": _("The file is empty (0 bytes)."),
    "too_large": _("The file is larger than %(megabytes)s MB. Send the roster in several files, without pictures."),
    "bad_name": _("The name of the file has characters that hide what it is, or is too long. Rename the file."),
    "csv_file": _(
        "This is a text file (CSV). Open it in a spreadsheet, copy the rows into the template, and send that."
    ),
    "xls_file": _("This is a workbook of the old XLS form. Save it as XLSX and send that."),
    "macros": _("The workbook holds macros. Save it as XLSX without macros, or copy the rows into the template."),
    "other_kind": _("Only XLSX workbooks are read. Copy the rows into the template and send that."),
    "content_differs": _(
        "The content of the file is not an XLSX workbook, whatever its name says. Save it anew as XLSX."
    ),
    "encrypted": _("The workbook is protected by a password. Save it without one."),
    "damaged": _("The file is damaged and cannot be read. Open it in a spreadsheet and save it anew."),
    "unsafe_parts": _("The file holds parts that no roster needs and is not opened. Copy the rows into the template."),
    "external_links": _("The workbook takes data from other files. Copy the rows as values into the template."),
    "unpacks_too_large": _(
        "The workbook holds far more than a roster, often thousands of empty rows with a format. "
        "Copy only the filled rows into the template."
    ),
    "too_many_sheets": _("The workbook has more than %(sheets)s sheets. Copy the rows into the template."),
    "too_many_rows": _("The roster has more than %(rows)s rows. Nothing was entered. Send it in several files."),
    "too_many_columns": _(
        "The roster holds something beyond column %(columns)s. Nothing was entered. Copy the rows into the template."
    ),
    "no_sheet": _("No sheet has the headers of the template. Copy the rows into the template and send that."),
    "sheet_hidden": _("The sheet with the roster is hidden. Make it visible, look at it, and send the file again."),
    "several_sheets": _("Several sheets hold a roster. Leave one of them, or send them as several files."),
    "missing_headers": _("These columns are missing: %(columns)s. Add them, with the headers of the template."),
    "duplicate_headers": _("Two columns have the same header (column %(letters)s). Remove one of them."),
    "no_rows": _("There is no row below the headers."),
}

CELLS = {
    "missing_value": _("This cell must be filled in."),
    "formula": _("The cell holds a formula, and formulas are not worked out. Paste the value instead."),
    "error_cell": _("The cell shows an error of the spreadsheet. Enter the value."),
    "boolean": _("The cell holds TRUE or FALSE. Enter the value as text."),
    "merged_cells": _("The cell is merged with others. Unmerge them and fill in every cell."),
    "too_long": _("The text is longer than %(longest)s characters. Shorten it."),
    "control_character": _("The text holds a character that cannot be stored. Type it again instead of pasting it."),
    "day_in_text": _("The spreadsheet has made a date of this. Set the cell to text format and type it again."),
    "number_in_text": _("This is a number where a text is expected. Check the column."),
    "digits_lost": _(
        "The spreadsheet took this for a quantity and its last digits are lost. "
        "Set the cell to text format and type the number again from the document."
    ),
    "unreadable_date": _("Write the date with the year first, for example 2026-06-07."),
    "impossible_date": _("There is no such day. Check month and day."),
    "minguo_date": _(
        "This looks like a year counted from 1912. Write the year of the common era, for example 2026-06-07."
    ),
    "number_is_no_day": _("This is a number, not a date. Write the date with the year first, for example 2026-06-07."),
    "no_letters": _("A name is expected here. Check the column."),
    "no_telephone": _("This is no telephone number. Enter digits, + and - only."),
    "no_email": _("This is no e-mail address."),
    "unknown_choice": _("This is none of the values of the list. Choose one from the template."),
    "no_clock": _("Hires of mainland residents are not followed here. Take the row out of the file."),
    "in_future": _("This day is in the future. A hire is reported when work has begun."),
    "handled_day_missing": _("Enter the day the employment document of this foreign national was handled."),
    "before_the_limit": _("The law sets no limit for a start so early. Check the date."),
    "twice_in_file": _("The same number stands in row %(row)s already. Leave one of the two rows."),
    "hire_on_record": _("On record with the same start as %(reference)s. It is left as it is."),
    "hire_on_record_otherwise": _(
        "On record as %(reference)s with another start or another kind of document. "
        "Correct the start there, or take the row out of the file."
    ),
    "registered_already": _("Registered for this employer already by %(reference)s. It is left as it is."),
    "employer_on_record": _("An employer with this code is on record. It is left as it is."),
    "form_without_funds": _(
        "A form of investment belongs to a Taiwan-funded employer. Say yes there, or leave it empty."
    ),
    "contact_missing": _("Enter the name of the contact."),
    "contact_unreachable": _("Enter a telephone number or an e-mail address of the contact."),
    "refused.open_hire": _("The hire was reported meanwhile. Look at the employer's hires."),
    "refused.registered_already": _("The person was registered for this employer meanwhile."),
    "refused.uscc_taken": _("An employer with this code was registered meanwhile."),
    "refused.no_right": _("You may not enter this for the employer any more. Ask the office that holds the employer."),
    "refused.unexpected": _(
        "This row could not be entered. Enter it by hand; if that fails too, tell the administrator."
    ),
}
NOT_ENTERED = _("The facts changed since the file was checked, and the row was not entered. Enter it by hand.")

NOTES = {
    "columns_not_read": _("Columns with other headers are not read: %(letters)s."),
    "hidden_sheets": _("A hidden sheet with the same headers was not read."),
    "hidden_rows": _("Hidden rows are read like all others: %(count)s."),
}

STOPPED = {
    "appointment_ended": _(
        "Stopped: the appointment of the officer who confirmed it has ended. Rows entered until then stay; "
        "send the file again, and rows on record are left as they are."
    ),
}


def refusal_text(refused: WorkbookRefused, language: str) -> str:
    """Why a file is not read and what to do, in the reader's language."""
    params = {
        "megabytes": MOST_BYTES // (1024 * 1024),
        "rows": f"{MOST_ROWS:,}",
        "columns": MOST_COLUMNS,
        "sheets": MOST_SHEETS,
        **refused.params,
    }
    if "columns" in refused.params:
        headers = [header_in(kind, code, language) for kind, code in refused.params["columns"]]
        params["columns"] = ("、" if language.startswith("zh") else ", ").join(headers)
    return str(FILES[refused.code]) % params


def problem_text(code: str, params: dict) -> str:
    """What is wrong with a cell and what to do."""
    if code.startswith(IDENTITY_PREFIX):
        filled = params | ({"kind": KIND_NAMES[params["kind"]]} if "kind" in params else {})
        return str(IDENTITY_MESSAGES[code.removeprefix(IDENTITY_PREFIX)]) % filled
    return str(CELLS.get(code, NOT_ENTERED)) % params


@dataclass(frozen=True)
class BadCell:
    """One problem as the page lists it."""

    row_number: int
    letter: str
    header: str
    text: str


def bad_cells(roster: RosterImport, rows: list[RosterRow], language: str) -> list[BadCell]:
    """The problems of some rows, each with the place of its cell in the file."""
    return [
        BadCell(
            row.row_number,
            roster.columns.get(column, ""),
            header_in(roster.kind, column, language) if column in _codes(roster.kind) else "",
            problem_text(code, params),
        )
        for row in rows
        for column, code, params in row.problems
    ]


def _codes(kind: str) -> set[str]:
    return {column.code for column in columns_of(kind)}


def notes_of(roster: RosterImport) -> list[str]:
    """What was seen beside the rows."""
    return [str(NOTES[code]) % params for code, params in roster.notes]


def stopped_text(roster: RosterImport) -> str:
    """Why a roster stopped; empty when it did not."""
    return str(STOPPED[roster.failure]) if roster.failure else ""
