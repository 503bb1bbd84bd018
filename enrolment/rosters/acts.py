"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "check_roster": Words(_("Check a roster"), _("Roster checked")),
    "confirm_roster": Words(_("Enter the rows"), _("Roster confirmed")),
    "discard_roster": Words(_("Discard the roster"), _("Roster discarded")),
    "finish_roster": Words(_("Finish"), _("Roster entered")),
}
