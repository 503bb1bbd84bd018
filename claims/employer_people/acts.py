"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_employer_claims": Words(
        _("Claims and filings of its people"), _("Claims and filings of an employer's people looked at")
    )
}
