"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "ask_designation_change": Words(_("Record what happened"), _("Change of the designation asked for")),
    "record_designation_change": Words(_("Record the change"), _("Change of the designation recorded")),
    "decline_designation_change": Words(_("Decline the change"), _("Change of the designation declined")),
    "withdraw_designation_change": Words(_("Withdraw the request"), _("Change of the designation withdrawn")),
    "lapse_designation": Words(_("End the agreement"), _("Agreement ended: nobody asked to resume it in time")),
}
