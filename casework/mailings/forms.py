"""The form for the proof that a notice was served."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.mailings.models.attempt import ServiceAttempt
from casework.mailings.models.mailing import Mailing
from casework.mailings.services.proofs import AFTER, NOBODY_NAMED, Proof
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, set_bounds, text_of


class ProofForm(PlainForm):
    how = forms.ChoiceField(
        label=_("How"), choices=[each for each in Mailing.How.choices if each[0] != "notice"], widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("What became of it"),
        choices=[each for each in ServiceAttempt.Outcome.choices if each[0] != "published"],
        initial="taken",
        widget=forms.RadioSelect,
    )
    to = text_of(Mailing, "served_to", required=False, help_text=_("Who took it, or where it was left."))
    served_on = DayField(label=_("On which day"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "served_on", latest=on)

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("outcome") not in AFTER and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", NOBODY_NAMED)
        return cleaned

    def proof(self) -> Proof:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return Proof(data["how"], data["to"], data["served_on"], data["outcome"])
