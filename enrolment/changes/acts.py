"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_change": Words(_("Change the enrolment"), _("Change of the enrolment asked for"), _("Ask for the change")),
    "assess_change": Words(_("Record the experts' opinion"), _("Experts' opinion recorded")),
    "record_change": Words(_("Record the change"), _("Change of the enrolment recorded")),
    "decline_change": Words(_("Decline the change"), _("Change of the enrolment declined")),
    "withdraw_change": Words(_("Withdraw the request"), _("Request for a change withdrawn")),
}
