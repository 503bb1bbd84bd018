"""The form by which a second officer keys a document in again, without seeing what the first one typed."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, set_bounds, text_of
from enrolment.documents.forms import NumberField
from enrolment.documents.models import IdentityDocument
from enrolment.documents.rules.identity_numbers import check
from enrolment.documents.words import message_for


class RekeyForm(PlainForm):
    number = NumberField(label=_("Document number"), max_length=200)
    name = text_of(IdentityDocument, "name_on_document", label=_("Name as printed on the document"))
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(label=_("Valid until"))

    def __init__(self, *args, on: date, document: IdentityDocument, **kwargs):
        super().__init__(*args, **kwargs)
        self.on, self.document = on, document
        set_bounds(self, "issued_on", latest=on)
        set_bounds(self, "expires_on", latest=on + timedelta(days=366 * 30))

    def clean_number(self):
        """In its normal form, so that it is compared as it was kept."""
        result = check(self.document.kind_id, self.cleaned_data["number"], on=self.on)
        for reason in result.reasons:
            raise forms.ValidationError(str(message_for(reason)), code=reason.code)
        return result.normalised
