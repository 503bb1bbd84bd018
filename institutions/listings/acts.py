"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "draw_designated_list": Words(_("Draw the list for a day"), _("List of designated institutions drawn")),
    "fix_designated_list": Words(_("Fix the list"), _("List of designated institutions fixed")),
    "withdraw_designated_list": Words(_("Withdraw the list"), _("List of designated institutions withdrawn")),
}
