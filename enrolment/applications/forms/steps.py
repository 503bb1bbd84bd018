"""The forms of the steps after intake, and of activation and transfer."""

import hashlib
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import DayField, TextField
from enrolment.activation.models.activation import CodeActivation
from enrolment.applications.forms.intake import NumberInput
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.field_check import FieldCheck
from enrolment.applications.services.refusals import Refusal
from enrolment.documents.models import DocumentKind
from enrolment.documents.rules.identity_numbers import check, fold
from enrolment.documents.words import MESSAGES, message_for
from enrolment.platform.rules.confirmations import ConfirmationProblem, recorded_answer
from enrolment.transfers.models import TransferRequest

CONFIRMATION_MESSAGES = {
    "empty": _("Enter the confirmation the platform gave."),
    "too_long": _("A confirmation has at most 60 characters."),
    "unsupported_character": _("Use only letters, digits, hyphens, dots and slashes."),
    "in_future": _("This day lies ahead."),
}


# The day of the State Council's decision that founded the employees' basic medical insurance: no cover is older.
EARLIEST_COVER = date(1998, 12, 14)
LATEST_AUTHORITY = date(2099, 12, 31)
LONGEST_PERSON_NO = 40


class NumberField(forms.CharField):
    """A document number of any kind, folded; what is invisible or mere decoration counts as empty."""

    def __init__(self, **kwargs):
        super().__init__(widget=NumberInput, **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if any("\ud800" <= char <= "\udfff" for char in typed):
            raise forms.ValidationError(MESSAGES["surrogate"], code="surrogate")
        return fold(typed)


def clean_confirmation(form, cleaned: dict, field: str, day: date, today: date) -> None:
    """Put the platform's answer into the cleaned data, or an error beside the field."""
    try:
        cleaned["answer"] = recorded_answer(cleaned.get(field, ""), day, today=today)
        cleaned[field] = cleaned["answer"].confirmation
    except ConfirmationProblem as problem:
        form.add_error(field, CONFIRMATION_MESSAGES[problem.code])


class ReturnForm(StepForm):
    missing = forms.MultipleChoiceField(
        label=_("What is missing or must be corrected"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Name everything at once: the client must not come twice for what could be known today."),
        error_messages={"required": _("Name at least one paper or field that is missing.")},
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["missing"].choices = choices


class EnrolForm(StepForm):
    person_no = TextField(label=_("Person number of the national platform"), max_length=LONGEST_PERSON_NO)
    confirmation = TextField(label=_("Confirmation of the national platform"), max_length=80)
    cover_starts_on = DayField(label=_("Cover begins on"))
    agency_number = TextField(
        label=_("Number compiled by the agency"),
        max_length=40,
        required=False,
        help_text=_("Only for people without a citizen identity number; kept as it is, never checked."),
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["cover_starts_on"].earliest = EARLIEST_COVER
        self.fields["cover_starts_on"].latest = on + timedelta(days=366)

    def clean_person_no(self):
        """Folded; the platform's format is not public, so only the characters and the length are looked at."""
        folded = fold(self.cleaned_data["person_no"])
        if not folded or len(folded) > LONGEST_PERSON_NO or not (folded.isascii() and folded.isalnum()):
            raise forms.ValidationError(_("Use only letters and digits, at most 40."))
        return folded

    def clean(self):
        cleaned = super().clean()
        if "confirmation" in cleaned:
            clean_confirmation(self, cleaned, "confirmation", self.on, self.on)
        return cleaned


class RefuseForm(StepForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=EnrolmentApplication.Refusal.choices, widget=forms.RadioSelect
    )
    detail = TextField(label=_("Details in Chinese, printed on the notice"), max_length=300)
    provision = TextField(
        label=_("Provision relied on, in Chinese"),
        max_length=300,
        required=False,
        help_text=_("Law, article and what it says. Needed where no rule on record speaks against the application."),
    )
    previewed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def refusal(self) -> Refusal:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return Refusal(data["ground"], data["detail"], data["provision"])

    def _digest(self) -> str:
        return hashlib.sha256(repr(self.refusal()).encode()).hexdigest()

    def was_previewed(self) -> bool:
        """Whether the notice was shown as it would be with exactly these words."""
        return self.cleaned_data["previewed"] == self._digest()

    def mark_previewed(self) -> None:
        """The form as it is shown now carries the mark of its preview."""
        self.data = self.data.copy()
        self.data["previewed"] = self._digest()


class WithdrawForm(StepForm):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=EnrolmentApplication.Withdrawal.choices, widget=forms.RadioSelect
    )
    originals_returned = forms.BooleanField(label=_("The originals are back in the client's hands"), required=False)


class VerifyForm(StepForm):
    """One answer per field: a tick, or a reason."""

    AGREES = "agrees"
    originals_seen = forms.BooleanField(label=_("I have seen the originals"), required=False)

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.checked = list(fields)
        choices = [(self.AGREES, _("agrees")), *FieldCheck.Mismatch.choices]
        for name, label in self.checked:
            self.fields[f"check_{name}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer this field: it agrees, or why not.")},
            )

    def rows(self):
        """Bound fields in order, for the page."""
        return [(name, self[f"check_{name}"]) for name, _label in self.checked]

    def answers(self) -> list[tuple[str, bool, str]]:
        """(field, agrees, mismatch) of a valid form."""
        given = [(name, self.cleaned_data[f"check_{name}"]) for name, _label in self.checked]
        return [(name, value == self.AGREES, "" if value == self.AGREES else value) for name, value in given]


class IdentityForm(StepForm):
    kind = forms.ChoiceField(label=_("Document at the counter"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Document number"), widget=NumberInput)
    name_agrees = forms.BooleanField(label=_("Name and photo agree with the person and the record"), required=False)
    consents = forms.BooleanField(label=_("The person consents to the activation"), required=False)

    def __init__(self, *args, on: date, category: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        kinds = DocumentKind.objects.filter(category=category)
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned.get("number"):
            result = check(cleaned["kind"], cleaned["number"], on=self.on)
            for reason in result.reasons:
                self.add_error("number", message_for(reason))
            cleaned["number"] = result.normalised
        return cleaned


class ActivateForm(StepForm):
    confirmation = TextField(label=_("Confirmation of the national platform"), max_length=80)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self):
        cleaned = super().clean()
        if "confirmation" in cleaned:
            clean_confirmation(self, cleaned, "confirmation", self.on, self.on)
        return cleaned


class FailForm(StepForm):
    failure = forms.ChoiceField(
        label=_("What the platform answered"), choices=CodeActivation.Failure.choices, widget=forms.RadioSelect
    )


class AuthorityForm(PlainForm):
    name = TextField(label=_("Agent's name"), max_length=80)
    number = NumberField(label=_("Number of the agent's identity document"), max_length=60)
    relation = TextField(label=_("Relation to the person"), max_length=40)
    until = DayField(label=_("Authority valid until"), latest=LATEST_AUTHORITY)


class DeclineForm(StepForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=TransferRequest.Decline.choices, widget=forms.RadioSelect)


class LookUpForm(PlainForm):
    REASONS = [
        ("activation", _("The person wants her insurance code activated here")),
        ("transfer", _("The person has moved and wants her file transferred")),
        ("enrolment", _("The person wants to enrol here")),
    ]
    number = NumberField(label=_("Exact document number"), max_length=200)
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS, widget=forms.RadioSelect)


class DocumentForm(PlainForm):
    """A document of a known person: a further one, or a renewed one with its new dates."""

    kind = forms.ChoiceField(label=_("Identity document"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Document number"), max_length=200, widget=NumberInput)
    name = TextField(label=_("Name as printed on the document"), max_length=80)
    name_proof = TextField(
        label=_("Paper that explains a differing name"),
        max_length=200,
        required=False,
        help_text=_("Only where the name is not the one on file: which paper shows that it is the same person."),
    )
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(label=_("Valid until"))
    replaces = forms.BooleanField(
        label=_("It replaces the document of this kind on file, which has another number"), required=False
    )

    def __init__(self, *args, on: date, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.on, self.person = on, person
        kinds = DocumentKind.objects.filter(category=person.category)
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds]
        self.fields["issued_on"].latest = on
        self.fields["expires_on"].earliest = on
        self.fields["expires_on"].latest = on + timedelta(days=366 * 30)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") and cleaned.get("number"):
            known = {"birth_date": self.person.birth_on, "sex": self.person.sex}
            result = check(cleaned["kind"], cleaned["number"], on=self.on, **known)
            for reason in result.reasons:
                self.add_error("number", message_for(reason))
            cleaned["number"] = result.normalised
        return cleaned
