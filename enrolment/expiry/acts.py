"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_expiring": Words(_("Documents that run out"), _("Documents that run out were looked at")),
    "rekey_document": Words(_("Key in again"), _("Document keyed in by a second officer")),
}
