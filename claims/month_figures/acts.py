"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_month_figures": Words(
        _("Months of Taiwan-funded institutions"), _("Figures of months of institutions were looked at")
    )
}
