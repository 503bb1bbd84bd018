"""The form by which a payment between areas is stated: the amount as it was shown, so that another one is not stated unseen."""

from django import forms

from casework.steps.forms.base import OnceForm

LONGEST = 20


class StateClearingForm(OnceForm):
    """What was shown."""

    amount = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
