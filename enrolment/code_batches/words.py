"""What files of confirmations say of themselves, and a batch of its lines."""

from django.utils.translation import gettext_lazy as _

from enrolment.platform.words import CONFIRMATION_MESSAGES

CELLS = {
    "no_such_line": _("The batch has no such line. Leave the numbers of the lines as the file had them."),
    "other_number": _("The line of the batch has another document. Leave lines and numbers as the file had them."),
    "confirmed_already": _("This line has its confirmation already. It is left as it is."),
    "not_confirmed_yet": _("No confirmation stands here. The line waits on in the batch."),
    "batch_closed": _("The batch is closed. Nothing more is recorded in it."),
    "refused.not_enrolled": _("The person is not enrolled any more, so her code is not activated."),
    "refused.activation_exists": _("A code of this person is active already, or its activation is under way."),
    "refused.confirmation_taken": _("This confirmation is recorded on another case."),
    "refused.number_not_on_record": _(
        "The document of this line is not on record any more. Take the person in the next batch."
    ),
    "refused.number_of_another_person": _(
        "The document of this line is another person's by now. Ask her at the counter."
    ),
    "refused.document_expired": _("The document of this line has expired."),
    "refused.guardian_ended": _("The guardian no longer acts for the child. Ask the family at the counter."),
    "refused.guardian_has_no_code": _("The guardian's own code is not active any more. Ask the family at the counter."),
    "refused.guardian_needed": _("The child's code is bound to its guardian's. Ask the family at the counter."),
    "refused.not_a_guardian": _("The guardian no longer acts for the child. Ask the family at the counter."),
    "refused.comes_herself": _("The person has reached the age of the face check. Ask her at the counter."),
    "before_taken": _("This day lies before the batch was taken."),
    "refused.before_taken": _("This day lies before the batch was taken."),
    "refused.line_confirmed": _("This line has its confirmation already. It is left as it is."),
    "refused.batch_closed": _("The batch is closed. Nothing more is recorded in it."),
    **{f"confirmation.{code}": text for code, text in CONFIRMATION_MESSAGES.items()},
}
FILES = {
    "too_large": _("The file is larger than %(megabytes)s MB. Send the file of the batch, without pictures."),
    "too_many_rows": _("The file has more than %(rows)s rows. Nothing was entered. Send the file of this batch alone."),
}
PAGES = {
    "problems": _("The file has problems"),
    "check": _("Check the confirmations and enter them"),
    "checking": _("The file is being checked"),
    "progress": _("The confirmations are being entered"),
    "done": _("The confirmations are entered"),
    "discarded": _("The file was discarded"),
    "failed": _("The file stopped"),
    "discard": _("Discard the file"),
    "sent": _("Files sent"),
    "leave": _("You may leave this page; the confirmations are entered all the same, and the batch shows them."),
    "file_label": _("File of the batch with its confirmations, as an XLSX workbook or a CSV file"),
    "file_help": _("At most 5 MB. Nothing is entered before you have seen the check and confirmed."),
    "give": _(
        "Fill in the confirmations in the file that was taken for the terminal; its other columns stay as they are."
    ),
    "not_waiting": _("This file is not waiting for confirmation any more."),
}
RULES = (
    _("One row for each line of the batch. The order of the rows does not matter."),
    _("No formulas and no merged cells: enter values only."),
    _("Where no confirmation stands the line waits on; send the file again when it has one."),
)
# Why somebody is not taken into a batch.
WHY_NOT = {
    "document": _("No document of hers on record is valid today."),
    "guardian": _("A child: through its guardian's account, whose own code is not active on record here."),
}
