"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {"see_suspicions": Words(_("Suspicions of a month"), _("Suspicions of a month looked at"))}
