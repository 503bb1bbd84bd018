"""What the machine says of a file that is not read, of a cell that cannot be meant, of an import that stopped. A kind adds its
own, and may say in its own words what stands here."""

from django.utils.translation import gettext_lazy as _

FILES = {
    "no_file": _("Choose a file first."),
    "empty_file": _("The file is empty (0 bytes)."),
    "too_large": _("The file is larger than %(megabytes)s MB. Send it in several files, without pictures."),
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
    "unsafe_parts": _("The file holds parts that no table needs and is not opened. Copy the rows into the template."),
    "external_links": _("The workbook takes data from other files. Copy the rows as values into the template."),
    "unpacks_too_large": _(
        "The workbook holds far more than is read here, often thousands of empty rows with a format. "
        "Copy only the filled rows into the template."
    ),
    "too_many_sheets": _("The workbook has more than %(sheets)s sheets. Copy the rows into the template."),
    "too_many_rows": _("The file has more than %(rows)s rows. Nothing was entered. Send it in several files."),
    "too_many_columns": _(
        "The file holds something beyond column %(columns)s. Nothing was entered. Copy the rows into the template."
    ),
    "no_sheet": _("No sheet has the headers of the template. Copy the rows into the template and send that."),
    "sheet_hidden": _("The sheet with the rows is hidden. Make it visible, look at it, and send the file again."),
    "several_sheets": _(
        "Several sheets have the headers of the template. Leave one of them, or send them as several files."
    ),
    "missing_headers": _("These columns are missing: %(columns)s. Add them, with the headers of the template."),
    "duplicate_headers": _(
        "Several columns may be “%(columns)s”: %(found)s. Which one is meant? Leave its header, and give the others another one."
    ),
    "no_rows": _("There is no row below the headers."),
    "unknown_encoding": _(
        "The characters of the file cannot be told. Save it as CSV in UTF-8 or GBK, or as an XLSX workbook, and send that."
    ),
    "not_kept": _("The file is not kept any more. Choose it again."),
    "no_headers": _("No line has the headers of the template. Copy the rows into the template and send that."),
}

# Behind what is said of missing columns: which ones the file has besides. And a column, as a list of them names it.
OTHER_HEADERS = _(
    "Columns of the file that are not known: %(others)s. If one is meant, give it the header of the template."
)
ONE_COLUMN = _("column %(letters)s (%(header)s)")

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
    "day_first": _(
        "Day and month could be exchanged here. Write the date with the year first, for example 2026-06-07."
    ),
    "short_year": _("Write the year with four digits and first, for example 2026-06-07."),
    "incomplete": _("Year, month and day are all needed. Write for example 2026-06-07."),
    "weekday_differs": _(
        "The day of the week does not belong to this date. Check both, or leave the day of the week out."
    ),
    "minguo_date": _(
        "This looks like a year counted from 1912. Add 1911 and write the year of the common era, for example 2026-06-07."
    ),
    "number_is_no_day": _("This is a number, not a date. Write the date with the year first, for example 2026-06-07."),
    "no_letters": _("A name is expected here. Check the column."),
    "no_telephone": _("This is no telephone number. Enter digits, + and - only."),
    "no_email": _("This is no e-mail address."),
    "unknown_choice": _("This is none of the values of the list. Choose one from the template."),
    "twice_in_file": _("The same number stands in row %(row)s already. Leave one of the two rows."),
    "refused.unexpected": _(
        "This row could not be entered. Enter it by hand; if that fails too, tell the administrator."
    ),
    "no_quantity": _("This is no number. Enter digits, and at most four behind the point, for example 2.5."),
    "no_amount": _("This is no amount of money. Enter digits, and at most two behind the point, for example 1234.50."),
    "refused.no_right": _("You may not enter this row any more. Ask your office."),
}
NOT_ENTERED = _("The facts changed since the file was checked, and the row was not entered. Enter it by hand.")

NOTES = {
    "columns_not_read": _("Columns with other headers are not read: %(named)s."),
    "lines_left_out": _(
        "Lines of sums, signatures and notes are no rows and were left out: %(count)s (line %(rows)s)."
    ),
    "hidden_sheets": _("A hidden sheet with the same headers was not read."),
    "hidden_rows": _("Hidden rows are read like all others: %(count)s."),
}

STOPPED = {
    "appointment_ended": _(
        "Stopped: the appointment of the officer who confirmed it has ended. Rows entered until then stay; "
        "send the file again, and rows on record are left as they are."
    ),
}
