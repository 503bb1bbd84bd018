"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_books": Words(_("Books of the fund"), _("Books looked at")),
    "take_summary": Words(_("Take the daily summary as a file"), _("Daily summary taken as a file")),
    "propose_month": Words(_("Propose to close the month"), _("Closing of a month proposed")),
    "close_month": Words(_("Close the month"), _("Month closed")),
}
