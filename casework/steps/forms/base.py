"""The form all pages build on: checked on the server, nothing typed is lost, an operation id against double clicks."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked


class PlainForm(forms.Form):
    """No browser validation, no blur checks; errors beside the field and in the summary on top."""

    use_required_attribute = False
    error_css_class = "has-error"
    # Fields that may stay empty but are asked for in what stands above them: they are not marked as optional.
    needed: frozenset[str] = frozenset()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
            # Django's own sentence is for forms filled at home; a field with a better one of its own keeps it.
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Fill this in.")

    def add_reasons(self, blocked: Blocked) -> None:
        """Show what the service refused, beside the field it is about."""
        for reason in blocked.reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.text)


class OnceForm(PlainForm):
    """A form that makes something new: it carries the id of this press of the button, so that two make one."""

    op = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls) -> dict:
        """Initial values for a form shown now."""
        return {"op": uuid.uuid4()}

    def body(self) -> dict:
        """What was sent, to be hashed. Only for a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "op"}


class StepForm(PlainForm):
    """A form that moves a case: it carries the version that was seen and the id of this press of the button."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    op = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def envelope(cls, version: int) -> dict:
        """Initial values for a form shown now."""
        return {"seen": version, "op": uuid.uuid4()}


class ConfirmForm(StepForm):
    """A step that asks for nothing but the press of the button."""
