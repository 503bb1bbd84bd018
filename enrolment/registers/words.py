"""What files of registers say of themselves, and what is reported."""

from django.utils.translation import gettext_lazy as _

CELLS = {
    "day_ahead": _("This day lies ahead."),
    "no_number_of_a_person": _("This is the number of no document a person has. Compare it with the register."),
    "no_birth_certificate": _("This is no number of a birth certificate: a letter and nine digits."),
    "nobody_here": _("Nobody on file at this office holds this number. The row is left out."),
    "several_people": _(
        "The number is that of documents of several people. The row is left out; look them up by hand."
    ),
    "name_differs": _("The file of this number bears another name. Whoever answers the report compares them."),
    "death_recorded": _("The death is on record already. The row is left out."),
    "before_birth": _("By her file the person was born later. The row is left out; compare it with the register."),
    "reported_already": _("This was reported before. The row is left out."),
    "child_on_record": _("A child with this certificate is on record already. The row is left out."),
    "not_the_mother": _("The file of this number is not that of a woman born before the child. The row is left out."),
}
FILES = {
    "too_large": _("The file is larger than %(megabytes)s MB. Send it in several files, without pictures."),
    "too_many_rows": _("The file has more than %(rows)s rows. Nothing was entered. Send it in several files."),
}
PAGES = {
    "problems": _("The file has problems"),
    "check": _("Check the reports and enter them"),
    "checking": _("The file is being checked"),
    "progress": _("The reports are being entered"),
    "done": _("The reports are entered"),
    "discarded": _("The file was discarded"),
    "failed": _("The file stopped"),
    "discard": _("Discard the file"),
    "sent": _("Files sent"),
    "leave": _("You may leave this page; the reports are entered all the same, and stand in the list of reports."),
    "file_label": _("File of the register as an XLSX workbook or a CSV file"),
    "file_help": _("At most 10 MB and 10,000 rows. Nothing is entered before you have seen the check and confirmed."),
    "give": _("The columns may stand in any order, and their headers in any of the three languages."),
    "not_waiting": _("This file is not waiting for confirmation any more."),
}
RULES = (
    _("One row for each report; at most 10,000 rows. The order of the columns does not matter."),
    _("No formulas and no merged cells: enter values only."),
    _("A report is a task for the office that keeps the file. Nobody's cover ends before an officer acts."),
)
