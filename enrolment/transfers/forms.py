"""Forms of the steps of a transfer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import StepForm
from enrolment.transfers.models import TransferRequest


class DeclineForm(StepForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=TransferRequest.Decline.choices, widget=forms.RadioSelect)
