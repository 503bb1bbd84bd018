"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_catalogue": Words(_("See the catalogue"), _("Catalogue looked at")),
    "send_edition": Words(_("Send an edition"), _("Edition of a list sent")),
    "publish_edition": Words(_("Confirm and publish"), _("Edition of a list confirmed")),
    "try_rules": Words(_("Try supervision rules"), _("Supervision rules tried")),
    "withdraw_edition": Words(_("Withdraw the edition"), _("Edition of a list withdrawn")),
}
