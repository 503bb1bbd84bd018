"""What is wrong with a question, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.questions import words
from casework.questions.rules.mistakes import FactsError

MESSAGES: dict[str, Promise] = {
    **words.MESSAGES,
    **words.OF_NUMBERS,
    "one_of_needed": _("Exactly one of these is needed: %(allowed)s."),
    "not_together": _("These cannot be given together: %(keys)s."),
    "empty": _("This list is empty."),
    "above_one": _("%(value)s is more than the whole. Write a share as 0.02 or 2%%."),
    "not_whole": _("%(value)s is not a whole number."),
    "not_a_month": _("“%(value)s” is not a month. Write it as 2026-11."),
    "not_a_year": _("“%(value)s” is not a year. Write it as 2026."),
    "year_twice": _("The insurance year %(year)s is given twice."),
    "months_overlap": _("The month %(month)s is given twice."),
    "nothing_fits": _("None of the rows given fits."),
    "several_fit": _("More than one of the rows given fits: %(rows)s."),
    "beyond_reach": _("The answer would lie outside the years 1 to 9999, or have more digits than an amount can have."),
    "no_person": _("There is no such person within your reach."),
}


def error_text(error: FactsError) -> str:
    """The mistake as a sentence in the active language."""
    return str(MESSAGES[error.code]) % error.params


def error_as_json(error: FactsError) -> dict[str, Any]:
    """Path, code, sentence and parameters of a mistake."""
    return words.mistake_as_json(error, MESSAGES)
