"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_privacy": Words(_("Personal information"), _("Notices and consents were looked at")),
    "give_notice": Words(_("Give the notice on personal information"), _("Notice on personal information given")),
    "say_consent": Words(_("Ask for the consent"), _("Statement on a consent recorded"), _("Record what was said")),
    "withdraw_consent": Words(_("Take the consent back"), _("Consent taken back")),
}
