"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {"see_claims_year": Words(_("Year of claims"), _("Year of claims looked at"))}
