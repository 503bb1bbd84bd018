"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "stop_code": Words(_("Stop the insurance code"), _("Insurance code stopped")),
    "see_codes_to_renew": Words(_("Codes to renew"), _("Codes to renew were looked at")),
    "bind_family_account": Words(_("Record the guardian's account"), _("Guardian's account recorded")),
}
