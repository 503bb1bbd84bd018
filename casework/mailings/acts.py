"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "serve_mailing": Words(_("Record proof of service"), _("Proof of service recorded")),
    "send_again": Words(_("Hand over again"), _("Notice handed over again by an officer")),
}
