"""Forms of the steps of a transfer."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from enrolment.transfers.models import TransferRequest


class WhyForm(PlainForm):
    """Why the file is asked for; the person is named by the post that leads here."""

    why = forms.ChoiceField(
        label=_("Why is the file asked for?"),
        choices=[choice for choice in TransferRequest.Why.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why the file is asked for; the office that holds it reads it.")},
    )


class DeclineForm(StepForm):
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)

    def __init__(self, *args, reasons=TransferRequest.Decline.values, **kwargs):
        """Only reasons that are true of this file are offered."""
        super().__init__(*args, **kwargs)
        choices = [(code, words) for code, words in TransferRequest.Decline.choices if code in reasons]
        cast(forms.ChoiceField, self.fields["reason"]).choices = choices
