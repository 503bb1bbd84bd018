"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_reconsiderations": Words(_("Complaints about decisions"), _("Complaints about decisions looked at")),
    "open_reconsideration": Words(_("Complaint or reconsideration"), _("Decision complained of"), _("Enter it")),
    "uphold_decision": Words(_("Uphold the decision"), _("Decision upheld"), _("Uphold it")),
    "change_decision": Words(_("Change the decision"), _("Decision to be changed"), _("Decide so")),
    "withdraw_reconsideration": Words(_("Withdraw the complaint"), _("Complaint withdrawn")),
}
