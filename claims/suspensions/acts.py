"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_suspension": Words(
        _("Suspension of networked settlement"), _("Order of a suspension entered"), _("Go on to the order")
    ),
    "confirm_suspension": Words(_("Confirm the suspension"), _("Suspension confirmed")),
    "withdraw_suspension": Words(_("Withdraw the suspension"), _("Suspension withdrawn")),
    "end_suspension": Words(_("End the suspension early"), _("Suspension ended early"), _("End it")),
}
