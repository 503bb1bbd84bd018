"""The number of an identity document as it is typed or scanned at the counter."""

from django import forms

from casework.steps.forms.fields import TextField
from enrolment.documents.rules.identity_numbers import fold

# As somebody types it, with blanks and hyphens.
AS_TYPED = 200


class DocumentNumberField(TextField):
    """A document number of any kind, folded. It takes a scanner's Enter without sending the form and is not kept by the browser."""

    def __init__(self, **more):
        super().__init__(max_length=AS_TYPED, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        return super().widget_attrs(widget) | {"data-scan": "", "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value):
        # What is left of mere decoration is nothing, and asked for again.
        return super().clean(fold(super().clean(value)))
