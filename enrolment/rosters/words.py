"""What rosters say of themselves: of files, of cells, on their pages."""

from django.utils.translation import gettext_lazy as _

FILES = {
    "too_large": _("The file is larger than %(megabytes)s MB. Send the roster in several files, without pictures."),
    "unsafe_parts": _("The file holds parts that no roster needs and is not opened. Copy the rows into the template."),
    "unpacks_too_large": _(
        "The workbook holds far more than a roster, often thousands of empty rows with a format. "
        "Copy only the filled rows into the template."
    ),
    "too_many_rows": _("The roster has more than %(rows)s rows. Nothing was entered. Send it in several files."),
    "too_many_columns": _(
        "The roster holds something beyond column %(columns)s. Nothing was entered. Copy the rows into the template."
    ),
    "sheet_hidden": _("The sheet with the roster is hidden. Make it visible, look at it, and send the file again."),
    "several_sheets": _("Several sheets hold a roster. Leave one of them, or send them as several files."),
}

CELLS = {
    "no_clock": _("Hires of mainland residents are not followed here. Take the row out of the file."),
    "in_future": _("This day is in the future. A hire is reported when work has begun."),
    "handled_day_missing": _("Enter the day the employment document of this foreign national was handled."),
    "before_the_limit": _("The law sets no limit for a start so early. Check the date."),
    "kind_from_number": _("The cell is empty. The number is of one kind only, and that one is taken."),
    "issuer_missing": _(
        "Write the state that issued the passport: two states may print one number, and the documents cannot be told apart."
    ),
    "zeros_perhaps_lost": _(
        "The cell holds a number, and a spreadsheet drops zeros in front. Compare it with the document: if zeros stand in front "
        "there, set the cell to text format and type the number again."
    ),
    "remark_in_name": _("A remark stands in the brackets. Write the name alone, as printed on the document."),
    "private_character": _(
        "The name holds a character that has a code on the writer's computer only. Compare it with the document."
    ),
    "perhaps_one_person": _(
        "Row %(row)s has the same name under another document. If both are one person, leave one of the two rows."
    ),
    "perhaps_on_record": _(
        "A hire of this name is on record as %(reference)s under another document. If it is the same person, take the row out."
    ),
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
    "not_taken_here": _("Holders of this kind of document are not taken in from a list. Take the person in by hand."),
    "number_tells_nothing": _("The document's number does not tell this. Fill in the cell."),
    "document_run_out": _(
        "By this day the document has run out. It will be asked for at the review; look whether it was renewed."
    ),
    "guardian_missing": _("By the date of birth the person is not of age: enter who acts for her."),
    "guardian_no_number": _("This is the number of no document a person has. Compare it with the document."),
    "guardian_own_number": _("This is the number of the child's own document."),
    "guardian_a_minor": _("By this number the guardian is not of age. Compare it with the document."),
    "guardian_of_grown": _("The person is of age, so nobody acts for her. The guardian is not entered."),
    "person_enrolled": _("The person is enrolled already. The row is left out."),
    "person_applied": _("The person has an open application. The row is left out."),
    "refused.open_application": _("An application of this person was opened meanwhile."),
    "refused.enrolled_already": _("The person was enrolled meanwhile."),
    "refused.held_elsewhere": _(
        "The person's file lies at another office. Take her in by hand; the transfer is asked for there."
    ),
    "refused.differs_from_file": _(
        "The person's file says something else. Take her in by hand: the sheet shows both and asks what is right."
    ),
    "refused.number_of_another_person": _("By the file the number is another person's. Compare it with the document."),
    "refused.no_rule_in_force": _("No rule for this path is recorded. Take the person in by hand."),
    "refused.only_at_community": _("This first enrolment is taken in by the community, not here."),
    "refused.not_at_community": _("This enrolment is taken in by the county office, not here."),
    "refused.open_hire": _("The hire was reported meanwhile. Look at the employer's hires."),
    "refused.registered_already": _("The person was registered for this employer meanwhile."),
    "refused.uscc_taken": _("An employer with this code was registered meanwhile."),
    "refused.no_right": _("You may not enter this for the employer any more. Ask the office that holds the employer."),
}

# Behind what is said of an age: where the exception is looked at.
BY_HAND = _("Where an exception applies, report this hire by hand; the approval is asked for there.")

# What a reason of a number says besides, in a file.
NUMBERS = {
    "confirm_by_hand": _(
        "The check characters of this code do not fit. Compare every character with the licence. If the licence shows exactly "
        "this code, register the employer on its own page and confirm it there; then the row is taken."
    ),
    "zeros_lost_in_cell": _(
        "The cell holds a number, and a spreadsheet drops zeros in front: seven digits may be a permit of eight that begins "
        "with 0. Set the cell to text format and type the number again as printed."
    ),
}

PAGES = {
    "problems": _("The roster has problems"),
    "check": _("Check the roster and confirm"),
    "checking": _("The roster is being checked"),
    "progress": _("The roster is being entered"),
    "done": _("The roster is entered"),
    "discarded": _("The roster was discarded"),
    "failed": _("The roster stopped"),
    "discard": _("Discard the roster"),
    "sent": _("Rosters sent"),
    "leave": _(
        "You may leave this page; the rows are entered all the same, and the roster is listed where you sent it."
    ),
    "file_label": _("Roster as an XLSX workbook or a CSV file"),
    "file_help": _("At most 5 MB and 5,000 rows. Nothing is entered before you have seen the check and confirmed."),
    "give": _(
        "Give it to the employer in the script it reads. The columns may stand in any order, and their headers in any of "
        "the three languages."
    ),
    "not_waiting": _("This roster is not waiting for confirmation any more."),
}

PEOPLE_PAGES = PAGES | {
    "file_help": _("At most 10 MB and 10,000 rows. Nothing is entered before you have seen the check and confirmed."),
    "give": _(
        "Give it to the school or the family in the script it reads. The columns may stand in any order, and their headers in "
        "any of the three languages."
    ),
}
PEOPLE_FILES = FILES | {"too_large": _("The file is larger than %(megabytes)s MB. Send the list in several files.")}

# On the template's sheet of instructions, below the columns.
RULES = (
    _("One row for each person or employer; at most 5,000 rows. The order of the columns does not matter."),
    _("No formulas and no merged cells: enter values only."),
    _("Long numbers stay text. If a number shows as 3.5E+17, digits are lost: type it again in a text cell."),
    _("Dates are of the common era with the year first. Years counted from 1912 are not read."),
    _("Save the file as an XLSX workbook or as CSV. Nothing is entered before the whole file is free of errors."),
)
PEOPLE_RULES = (
    _("One row for each person; at most 10,000 rows. The order of the columns does not matter."),
    *RULES[1:],
)
