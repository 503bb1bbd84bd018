"""The form for an answer about residence."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, set_bounds
from enrolment.rechecks.models import ResidenceCheck


class AnswerForm(PlainForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=ResidenceCheck.Answer.choices, widget=forms.RadioSelect)
    answered_by = forms.ChoiceField(label=_("Answered"), choices=ResidenceCheck.By.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Answered on"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "answered_on", latest=on)
