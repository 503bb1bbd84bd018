"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_activation": Words(_("Activate the insurance code"), _("Activation opened")),
    "check_identity": Words(_("Check identity"), _("Identity checked"), _("Confirm the identity")),
    "activate_code": Words(_("Record activation"), _("Insurance code activated")),
    "fail_activation": Words(_("Record a failure"), _("Activation failed"), _("Record the failure")),
    "find_active": Words(
        _("Record that it is active already"), _("Code found active already"), _("Record as active before")
    ),
    "retry_activation": Words(_("Try again"), _("Activation tried again")),
    "close_activation": Words(_("Close without activation"), _("Closed without activation"), _("End the activation")),
    "deactivate_code": Words(_("Deactivate the insurance code"), _("Insurance code deactivated")),
    "end_activation": Words(_("End the activation"), _("Activation ended with the enrolment")),
    "record_authority": Words(_("Record an agent's authority"), _("Agent's authority recorded")),
}
