"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_residence_checks": Words(_("Residence asked about"), _("Residences asked about were looked at")),
    "answer_residence_check": Words(_("Record the answer"), _("Answer about residence recorded")),
}
