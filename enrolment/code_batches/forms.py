"""Forms of a batch: that it is taken, the confirmation of a line."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, PlainForm
from casework.steps.forms.fields import DayField, set_bounds, text_of
from enrolment.activation.models.activation import CodeActivation
from enrolment.platform.forms import clean_confirmation


class TakeForm(OnceForm):
    compared = forms.BooleanField(
        label=_("Copies of the documents and signed consents of everybody on the list are here and were compared"),
        required=False,
    )


class ConfirmLineForm(PlainForm):
    confirmation = text_of(
        CodeActivation, "confirmation", label=_("Confirmation of the national platform"), required=True
    )
    activated_on = DayField(label=_("Activated on"))

    def __init__(self, *args, taken_on: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        set_bounds(self, "activated_on", earliest=taken_on, latest=on)

    def clean(self):
        cleaned = super().clean() or {}
        if "confirmation" in cleaned:
            # Both are told at once, whichever of the two is wrong.
            clean_confirmation(self, cleaned, "confirmation", cleaned.get("activated_on") or self.on, self.on)
        return cleaned
