"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "record_payee": Words(_("Record the bank account"), _("Bank account recorded")),
    "check_payee": Words(_("Compare the bank account"), _("Bank account compared")),
    "hold_payment": Words(_("Hold the payment"), _("Payment held")),
    "lift_hold": Words(_("Settle what holds the payment"), _("Payment no longer held")),
    "make_batch": Words(_("Put a batch together"), _("Batch put together")),
    "release_batch": Words(_("Release the batch"), _("Batch released")),
    "discard_batch": Words(_("Discard the batch"), _("Batch discarded")),
    "send_batch": Words(_("Take the file for the bank"), _("File for the bank taken")),
    "answer_batch": Words(_("Read the bank's answer"), _("Bank's answer booked")),
}
