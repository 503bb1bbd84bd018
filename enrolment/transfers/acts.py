"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_transfer": Words(_("Ask for a transfer"), _("Transfer asked for")),
    "accept_transfer": Words(_("Agree to the transfer"), _("File handed over")),
    "decline_transfer": Words(_("Decline the transfer"), _("Transfer declined")),
    "withdraw_transfer": Words(_("Withdraw the request"), _("Transfer request withdrawn")),
}
