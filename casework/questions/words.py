"""What is wrong with a question of bare facts, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.questions.rules.mistakes import FactsError

# Of what every question can be refused with; "beyond_reach" is said by each kind of question, which knows how far it reaches.
MESSAGES: dict[str, Promise] = {
    "not_json": _("This cannot be read as JSON in UTF-8 (line %(line)s, column %(column)s)."),
    "not_utf8": _("This is not written in UTF-8 (line %(line)s, column %(column)s). Save the file as UTF-8."),
    "duplicate_key": _("“%(key)s” is given more than once."),
    "wrong_type": _("Something else was expected here: %(expected)s."),
    "unknown_key": _("There is no field “%(key)s” here. Allowed are: %(allowed)s."),
    "key_missing": _("The field “%(key)s” is needed here."),
    "unknown_choice": _("“%(value)s” is not possible here. Allowed are: %(allowed)s."),
    "too_many": _("There are more than %(limit)s entries."),
    "not_a_date": _("“%(value)s” is not a day. Write it as 2026-11-21."),
    "not_a_place": _("“%(value)s” is not a division code. Write two, four or six digits, like 350203."),
    "dates_reversed": _("It begins with %(starts)s and ends before that, with %(ends)s."),
}

# Of numbers and sums of money (rules/numbers.py).
OF_NUMBERS: dict[str, Promise] = {
    "not_a_number": _("“%(value)s” is not a number."),
    "negative": _("%(value)s is below zero."),
    "too_large": _("%(value)s is too large; it must stay below %(limit)s."),
    "too_many_decimals": _("%(value)s has more than %(limit)s decimals."),
}


def mistake_as_json(error: FactsError, messages: Mapping[str, Promise]) -> dict[str, Any]:
    """Path, code, sentence and parameters of a mistake."""
    text = str(messages[error.code]) % error.params
    return {"error": {"path": error.path, "code": error.code, "message": text, "params": error.params}}
