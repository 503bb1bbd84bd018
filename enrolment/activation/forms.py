"""Forms of the steps of an activation."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import DayField, TextField, text_of
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.models.activation_rule import OnlineChannel
from enrolment.activation.rules.failures import RETRY, load_failures, what_to_do
from enrolment.documents.forms import IssuerField, NumberField, NumberInput
from enrolment.documents.queries import kinds_held_by
from enrolment.documents.rules.document_key import ISSUED_BY_MANY
from enrolment.documents.rules.identity_numbers import KINDS, check
from enrolment.documents.words import message_for
from enrolment.platform.forms import clean_confirmation

LATEST_AUTHORITY = date(2099, 12, 31)
PERSONAL = tuple(kind for kind in KINDS if kind != "uscc")
NO_DOCUMENT = _("This is the number of no identity document. Compare it with the agent's document.")


class IdentityForm(StepForm):
    kind = forms.ChoiceField(label=_("Document at the counter"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Document number"), widget=NumberInput)
    issuer = IssuerField()
    name_agrees = forms.BooleanField(label=_("Name and photo agree with the person and the record"), required=False)
    consents = forms.BooleanField(label=_("The person consents to the activation"), required=False)
    by_face = forms.BooleanField(
        label=_("Her face is captured at the terminal"),
        help_text=_("Left open: the officer compares face and photo by eye, which is as good."),
        required=False,
    )
    face_consent = forms.BooleanField(
        label=_("The text below was shown, and she consents to it separately"), required=False
    )
    face_version = forms.CharField(widget=forms.HiddenInput, max_length=10, required=False)

    def __init__(self, *args, on: date, category: str, by_agent: bool = False, face_stands: bool = False, **kwargs):
        """With an agent at the counter nothing is asked that only the absent person could show or say."""
        super().__init__(*args, **kwargs)
        self.on = on
        if by_agent:
            self.fields["name_agrees"].label = _(
                "The name on the paper agrees with the record, and the agent is who acts for it"
            )
            self.fields["consents"].label = _("The authority covers the activation of the code")
            del self.fields["by_face"]
        if by_agent or face_stands:
            del self.fields["face_consent"], self.fields["face_version"]
        kinds = kinds_held_by(category)
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        if not any(kind.code in ISSUED_BY_MANY for kind in kinds):
            del self.fields["issuer"]

    def clean(self):
        cleaned = super().clean()
        if "issuer" in self.fields:
            self.fields["issuer"].for_kind(self, cleaned)
        if cleaned.get("kind") and cleaned.get("number"):
            result = check(cleaned["kind"], cleaned["number"], on=self.on)
            for reason in result.reasons:
                self.add_error("number", message_for(reason))
            cleaned["number"] = result.normalised
        return cleaned


class ActivateForm(StepForm):
    confirmation = text_of(
        CodeActivation, "confirmation", label=_("Confirmation of the national platform"), required=True
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self):
        cleaned = super().clean()
        if "confirmation" in cleaned:
            clean_confirmation(self, cleaned, "confirmation", self.on, self.on)
        return cleaned


class FoundActiveForm(ActivateForm):
    confirmation = text_of(
        CodeActivation,
        "confirmation",
        label=_("Confirmation of the active code"),
        help_text=_("As the platform's terminal shows it for the code that is active."),
        required=True,
    )


class FailForm(StepForm):
    failure = forms.ChoiceField(label=_("What the platform answered"), widget=forms.RadioSelect)

    def __init__(self, *args, by_agent: bool = False, **kwargs):
        """Nobody's face is checked when an agent stands at the counter."""
        super().__init__(*args, **kwargs)
        advice = load_failures()
        self.fields["failure"].choices = [
            (code, words) for code, words in CodeActivation.Failure.choices if advice[code].with_agent or not by_agent
        ]


class RetryForm(StepForm):
    corrected = forms.BooleanField(label=_("What the platform named has been put right"), required=False)

    def __init__(self, *args, failure: str = "", **kwargs):
        """What another try alone may cure needs no word; what had to be corrected is confirmed first."""
        super().__init__(*args, **kwargs)
        advice = what_to_do(failure)
        if advice is None or advice.leads == RETRY:
            del self.fields["corrected"]

    def clean_corrected(self):
        if not self.cleaned_data["corrected"]:
            raise forms.ValidationError(_("Follow the advice first; another try would give the same answer."))
        return True


class CloseForm(StepForm):
    needed = frozenset({"channel"})
    closing = forms.ChoiceField(
        label=_("Why it ends without activation"),
        choices=[choice for choice in CodeActivation.Closing.choices if choice[0] != CodeActivation.Closing.NOT_ASKED],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label=_("Through which online channel"), widget=forms.RadioSelect, required=False)
    note = TextField(label=_("Details"), max_length=300, required=False)

    def __init__(self, *args, channels: Sequence[str], **kwargs):
        """`channels`: those that the published matrix opens today."""
        super().__init__(*args, **kwargs)
        known = dict(OnlineChannel.choices)
        cast(forms.ChoiceField, self.fields["channel"]).choices = [(code, known[code]) for code in channels]

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("closing") != CodeActivation.Closing.DOES_IT_ONLINE:
            cleaned["channel"] = ""
        elif not cleaned.get("channel") and "channel" not in self.errors:
            self.add_error("channel", _("Say through which channel the person activates it, or that it is not told."))
        return cleaned


class AuthorityForm(PlainForm):
    name = text_of(CodeActivation, "agent_name", required=True)
    number = NumberField(label=_("Number of the agent's identity document"), max_length=60)
    relation = text_of(CodeActivation, "agent_relation", label=_("Relation to the person"), required=True)
    until = DayField(label=_("Authority valid until"), latest=LATEST_AUTHORITY)

    def __init__(self, *args, on: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_number(self):
        """Of some kind of a person's document, whichever: which one it is, is not asked for."""
        number = self.cleaned_data["number"]
        found = [check(kind, number, on=self.on) for kind in PERSONAL]
        fitting = next((result.normalised for result in found if result.valid), None)
        if fitting is None:
            raise forms.ValidationError(NO_DOCUMENT, code="no_document")
        return fitting
