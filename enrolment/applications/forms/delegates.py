"""Who acts for the client of a case by a letter of authority: how far, and until when."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, set_bounds, text_of
from enrolment.documents.forms import NumberField
from enrolment.documents.rules.acting_numbers import PERSONAL
from enrolment.documents.rules.identity_numbers import check
from enrolment.persons.models.representative import Representative
from enrolment.persons.services.representatives import Authority

LATEST = date(2099, 12, 31)


class DelegateForm(PlainForm):
    name = text_of(Representative, "name", label=_("Delegate's name as printed on the document"))
    number = NumberField(label=_("Delegate's document number"), max_length=40)
    relation = text_of(Representative, "relation", label=_("Relation to the person"))
    scope = forms.MultipleChoiceField(
        label=_("May"), choices=Representative.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    until = DayField(label=_("Authority valid until"), latest=LATEST)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        set_bounds(self, "until", earliest=on, latest=LATEST)

    def clean_number(self):
        """Of some kind of a person's document, whichever."""
        number = self.cleaned_data["number"]
        found = (check(kind, number, on=self.on) for kind in PERSONAL)
        fitting = next((result.normalised for result in found if result.valid), None)
        if fitting is None:
            raise forms.ValidationError(
                _("This is the number of no document a person has. Compare it with the document.")
            )
        return fitting

    def authority(self) -> Authority:
        """What the service takes. Only for a valid form."""
        return Authority(**self.cleaned_data)


class EndDelegateForm(PlainForm):
    reason = text_of(Representative, "end_reason", label=_("Why the authority ends"), required=True)
