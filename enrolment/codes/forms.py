"""Forms of what happens to a code beside its activation: stopping it, binding a child's to the guardian's account."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import TextField, text_of
from enrolment.activation.models.activation import CodeActivation
from enrolment.codes.services.stopping import CHOSEN, NO_REASON
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.representatives import relation_words
from enrolment.persons.rules.masks import masked
from enrolment.platform.forms import clean_confirmation


class StopForm(StepForm):
    """Why a code is stopped, and what the platform confirmed."""

    stopping = forms.ChoiceField(
        label=_("Why the code is stopped"), widget=forms.RadioSelect, error_messages={"required": NO_REASON}
    )
    note = TextField(label=_("Details"), max_length=300, required=False)
    confirmation = text_of(
        CodeActivation, "stop_confirmation", label=_("Confirmation of the national platform"), required=True
    )

    def __init__(self, *args, on: date, to_renew: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        words = dict(CodeActivation.Stopping.choices)
        renewed = CodeActivation.Stopping.DOCUMENT_RENEWED.value
        offered = [(code, words[code]) for code in CHOSEN if to_renew or code != renewed]
        cast(forms.ChoiceField, self.fields["stopping"]).choices = offered

    def clean(self):
        cleaned = super().clean() or {}
        if "confirmation" in cleaned:
            clean_confirmation(self, cleaned, "confirmation", self.on, self.on)
        return cleaned


class FamilyForm(PlainForm):
    """Which guardian, and the confirmation of her own code where it is not on record here."""

    guardian = forms.ChoiceField(label=_("Guardian"), widget=forms.RadioSelect)
    confirmation = text_of(
        CodeActivation,
        "guardian_confirmation",
        label=_("Confirmation of the guardian's own active code"),
        help_text=_("Only where her code was not activated on record here: as the platform shows it."),
        required=False,
    )

    def __init__(self, *args, guardians: list[Representative], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        offered = [(str(row.pk), f"{masked(row.name)} ({relation_words(row)})") for row in guardians]
        cast(forms.ChoiceField, self.fields["guardian"]).choices = offered

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("confirmation"):
            clean_confirmation(self, cleaned, "confirmation", self.on, self.on)
        return cleaned
