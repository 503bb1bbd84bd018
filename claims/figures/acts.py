"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {"see_claim_figures": Words(_("Figures of claims"), _("Figures of claims were looked at"))}
