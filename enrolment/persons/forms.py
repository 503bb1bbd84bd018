"""The form for a further document of a person."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.documents.forms import IssuerField, NumberInput
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import kinds_held_by
from enrolment.documents.rules.identity_numbers import check
from enrolment.documents.rules.possible_days import against_validity
from enrolment.documents.words import DAYS, message_for
from enrolment.persons.models.contact_choice import ContactChoice


class DocumentForm(PlainForm):
    """A document of a known person: a further one, or a renewed one with its new dates."""

    kind = forms.ChoiceField(label=_("Identity document"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Document number"), max_length=200, widget=NumberInput)
    issuer = IssuerField()
    name = text_of(IdentityDocument, "name_on_document", label=_("Name as printed on the document"))
    name_proof = text_of(
        IdentityDocument,
        "name_proof",
        label=_("Paper that explains a differing name"),
        help_text=_("Only where the name is not the one on file: which paper shows that it is the same person."),
    )
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(label=_("Valid until"))
    renewed_abroad = forms.BooleanField(
        label=_("Renewed outside the mainland: a second officer keys it in again"), required=False
    )
    replaces = forms.BooleanField(
        label=_("It replaces the document of this kind on file, which has another number"), required=False
    )

    def __init__(self, *args, on: date, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.on, self.person = on, person
        kinds = kinds_held_by(person.category)
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        set_bounds(self, "issued_on", latest=on)
        set_bounds(self, "expires_on", earliest=on, latest=on + timedelta(days=366 * 30))

    def clean(self):
        cleaned = super().clean()
        self.fields["issuer"].for_kind(self, cleaned)
        if cleaned.get("kind") and cleaned.get("number"):
            known = {"birth_on": self.person.birth_on, "sex": self.person.sex}
            result = check(cleaned["kind"], cleaned["number"], on=self.on, **known)
            for reason in result.reasons:
                self.add_error("number", message_for(reason))
            cleaned["number"] = result.normalised
        days = against_validity(self.person.birth_on, cleaned.get("issued_on"), cleaned.get("expires_on"))
        for field, code in days.items():
            self.add_error(field, DAYS[code])
        return cleaned


class ChannelForm(PlainForm):
    """How somebody wishes to be written to."""

    channel = forms.ChoiceField(label=_("Channel"), choices=ContactChoice.Channel.choices, widget=forms.RadioSelect)
    email = TextField(
        label=_("E-mail address"),
        max_length=200,
        required=False,
        help_text=_("Only for messages by e-mail. The telephone number and the postal address are those of the file."),
    )
