"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "record_payment": Words(_("Record a payment"), _("Payment recorded")),
    "issue_bill": Words(_("Write a bill"), _("Bill written")),
    "keep_tax_file": Words(
        _("Keep a large file of the tax office"), _("Large file of the tax office kept for the worker")
    ),
    "book_tax_file": Words(_("Book a file of the tax office"), _("File of the tax office booked")),
    "strike_payment": Words(_("Take the payment back"), _("Payment taken back")),
    "refund_premium": Words(_("Refund a premium"), _("Premium refunded")),
    "suspend_cover": Words(_("Suspend the cover"), _("Cover suspended")),
}
