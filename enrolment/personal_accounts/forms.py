"""Forms of a personal account: its year, and who ends a binding."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from enrolment.personal_accounts.queries.account import FIRST_YEAR
from enrolment.persons.models.family_binding import FamilyBinding

NO_SUCH_YEAR = _("Enter a year from 1998 to this one, with four digits.")


def year_of(text: str, on: date) -> int | None:
    """A year as typed or linked; None for one that cannot be meant."""
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        return None
    return int(text) if FIRST_YEAR <= int(text) <= on.year else None


class EndBindingForm(PlainForm):
    """Which of the two ends it."""

    side = forms.ChoiceField(
        label=_("Ended by"),
        choices=FamilyBinding.Side.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who ends it.")},
    )
