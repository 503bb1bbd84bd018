"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_filing": Words(_("File care outside the province"), _("Filing of care elsewhere entered"), _("Go on")),
    "confirm_filing": Words(_("File it"), _("Care elsewhere filed")),
    "withdraw_filing": Words(_("Withdraw the filing"), _("Filing withdrawn")),
    "end_filing": Words(_("End the filing"), _("Filing ended")),
    "cancel_filing": Words(_("Cancel the filing"), _("Filing cancelled: entered in error")),
    "replace_filing": Words(_("Changed to another filing"), _("Changed to another filing")),
}
