"""The form for the proof that a notice was served."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.mailings.models.mailing import Mailing
from casework.mailings.services.proofs import Proof
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, set_bounds, text_of


class ProofForm(PlainForm):
    how = forms.ChoiceField(label=_("How"), choices=Mailing.How.choices, widget=forms.RadioSelect)
    to = text_of(Mailing, "served_to", required=True)
    served_on = DayField(label=_("Served on"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "served_on", latest=on)

    def proof(self) -> Proof:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return Proof(data["how"], data["to"], data["served_on"])
