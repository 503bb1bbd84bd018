"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_year_ends": Words(_("Year ends of claims"), _("Year ends of claims looked at")),
    "open_year_end": Words(_("Propose to close a year"), _("Closing of a year proposed"), _("Propose it")),
    "close_year": Words(_("Close the year"), _("Year of claims closed"), _("Close it as shown")),
    "decline_year_end": Words(_("Decline the closing"), _("Closing of a year declined")),
    "withdraw_year_end": Words(_("Withdraw the closing"), _("Closing of a year withdrawn")),
}
