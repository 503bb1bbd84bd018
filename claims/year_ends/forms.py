"""Forms of year ends: which year of which fund; the figures as they are shown."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.books.words import SCHEMES
from casework.staff.models.place import Place
from casework.steps.forms.base import OnceForm, StepForm

FIRST_YEAR = 2020
NO_CHOICE = _("Choose one from the list.")


class OpenYearEndForm(OnceForm):
    """Which year of which fund and scheme."""

    place = forms.ChoiceField(label=_("Pooling area"), error_messages={"invalid_choice": NO_CHOICE})
    scheme = forms.ChoiceField(
        label=_("Scheme"),
        choices=SCHEMES.items(),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_CHOICE},
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, error_messages={"invalid_choice": NO_CHOICE})

    def __init__(self, *args, areas: Sequence[Place], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["place"]).choices = [(one.pk, str(one)) for one in areas]
        years = [(year, str(year)) for year in range(on.year - 1, FIRST_YEAR - 1, -1)]
        cast(forms.ChoiceField, self.fields["year"]).choices = years


class CloseYearForm(StepForm):
    """The figures as they are shown: what is closed is what was seen."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
