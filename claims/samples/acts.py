"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_samples": Words(_("Samples of claims"), _("Samples of claims looked at")),
    "see_sample": Words(_("Sample"), _("Sample of claims looked at")),
    "draw_sample": Words(_("Draw a sample"), _("Sample drawn"), _("Draw it")),
    "draw_month_sample": Words(_("Draw a sample of the month"), _("Sample of a month drawn"), _("Draw it")),
    "draw_reading": Words(_("Drawn for a second reading"), _("Drawn for a second reading")),
    "take_reading": Words(_("Take the second reading"), _("Second reading taken")),
    "free_reading": Words(_("Let somebody else read it"), _("Second reading given back"), _("Give it back")),
    "give_reading": Words(_("Give the second reading"), _("Second reading given"), _("Give the reading")),
    "find_difference": Words(_("The readings differ"), _("The readings differ")),
    "ask_afterwards": Words(_("Ask the insured"), _("Insured person asked about a claim"), _("Ask her")),
    "record_afterwards": Words(_("Record the answers"), _("Answers of the insured recorded"), _("Record them")),
    "conclude_reading": Words(_("Conclude the difference"), _("Difference concluded"), _("Conclude")),
}
