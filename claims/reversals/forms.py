"""Forms of reversals: why, and the figures as they are shown."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import ParagraphField
from claims.reimbursements.words import said
from claims.reversals.rules.coded import reversal_reasons_on
from claims.reversals.services.proposing import NO_REASON

LONGEST_WORDS = 1000


class OpenReversalForm(OnceForm):
    """Why a posted claim is taken back."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect, error_messages={"required": NO_REASON})
    words = ParagraphField(
        label=_("What was wrong, and how it was found"),
        max_length=LONGEST_WORDS,
        help_text=_("A colleague decides on this. What the person is told is written when it is recovered."),
    )

    def __init__(self, *args, on: date, place: str, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [(code, said(one)) for code, one in reversal_reasons_on(on, place).items()]
        cast(forms.ChoiceField, self.fields["reason"]).choices = offered


class ConfirmReversalForm(StepForm):
    """The figures as they are shown: what is posted is what was seen."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
