"""The field for the number of an identity document, as every form with one shows and reads it."""

from django import forms

from enrolment.documents.rules.identity_numbers import fold
from enrolment.documents.words import MESSAGES


class NumberField(forms.CharField):
    """A document number of any kind, folded; what is invisible or mere decoration counts as empty."""

    def __init__(self, **kwargs):
        super().__init__(widget=NumberInput, **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if any("\ud800" <= char <= "\udfff" for char in typed):
            raise forms.ValidationError(MESSAGES["surrogate"], code="surrogate")
        return fold(typed)


class NumberInput(forms.TextInput):
    """Takes a scanner's Enter without sending the form; the number is never kept by the browser."""

    def __init__(self):
        super().__init__({"data-scan": "", "autocomplete": "off", "spellcheck": "false", "maxlength": "200"})
