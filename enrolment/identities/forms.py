"""The form to look an identity up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from enrolment.documents.forms import NumberField


class LookUpForm(PlainForm):
    REASONS = [
        ("activation", _("The person wants her insurance code activated here")),
        ("transfer", _("The person has moved and wants her file transferred")),
        ("enrolment", _("The person wants to enrol here")),
    ]
    number = NumberField(label=_("Exact document number"), max_length=200)
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS, widget=forms.RadioSelect)
