"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_code_batches": Words(_("Codes in batches"), _("Batches of codes were looked at")),
    "take_code_batch": Words(_("Take this batch"), _("Batch of codes taken")),
    "print_code_batch": Words(_("File for the terminal"), _("File of a batch for the terminal taken")),
    "confirm_code_line": Words(_("Record the confirmation"), _("Line of a batch of codes confirmed")),
    "close_code_batch": Words(_("Close the batch"), _("Batch of codes closed")),
    "check_confirmations": Words(_("Check a file of confirmations"), _("File of confirmations checked")),
    "confirm_confirmations": Words(_("Enter the confirmations"), _("File of confirmations confirmed")),
    "discard_confirmations": Words(_("Discard the file of confirmations"), _("File of confirmations discarded")),
    "finish_confirmations": Words(_("Finish"), _("Confirmations entered")),
}
