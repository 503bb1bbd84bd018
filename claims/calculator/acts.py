"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "calculate": Words(_("Calculate"), _("Calculated")),
    "keep_calculation": Words(_("Keep the calculation"), _("Calculation kept")),
}
