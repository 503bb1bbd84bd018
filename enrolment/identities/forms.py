"""The form to look an identity up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.casefile.choices import LOOK_UP_REASONS
from casework.steps.forms.base import PlainForm
from enrolment.documents.forms import NumberField


class LookUpForm(PlainForm):
    number = NumberField(label=_("Exact document number"), max_length=200)
    reason = forms.ChoiceField(label=_("Reason"), choices=LOOK_UP_REASONS, widget=forms.RadioSelect)
