"""The forms of the employer's desk: registering, details, contacts, the contact log, changes with proof."""

from datetime import date, timedelta

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.models import Place
from casework.steps.forms.base import OnceForm, PlainForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds, text_of
from enrolment.documents.forms import NumberInput
from enrolment.documents.rules.identity_numbers import Result, check
from enrolment.documents.words import message_for
from enrolment.employers.models.employer import Employer, EmployerContact
from enrolment.employers.models.employer_change import EmployerChange
from enrolment.employers.models.employer_talk import EmployerTalk
from enrolment.employers.services.employer_changes import ChangeData
from enrolment.employers.services.employer_talks import TalkData
from enrolment.employers.services.employers import CODE_NOT_CONFIRMED, ContactData, EmployerData

EARLIEST = date(1949, 10, 1)
FORMS = [("", _("not stated")), *Employer.TaiwanForm.choices]


def checked_uscc(form: forms.Form, cleaned: dict, field: str, on: date) -> Result | None:
    """Put the normalised code into the cleaned data, or the reasons beside the field; those that the licence may explain are
    left to the caller, with the result."""
    if not cleaned.get(field):
        return None
    result = check("uscc", cleaned[field], on=on)
    for reason in () if result.confirmable else result.reasons:
        form.add_error(field, message_for(reason))
    cleaned[field] = result.normalised
    return result


class CodeForm(PlainForm):
    """Find an employer by its code."""

    uscc = forms.CharField(label=_("Unified Social Credit Code"), widget=NumberInput)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self):
        cleaned = super().clean()
        checked_uscc(self, cleaned, "uscc", self.on)
        return cleaned


class EmployerForm(OnceForm):
    uscc = forms.CharField(label=_("Unified Social Credit Code"), widget=NumberInput)
    # Out of sight until a code asks for it; holds the code that was confirmed, so that no other one is.
    code_confirmed = forms.CharField(
        label=_("I have compared code and name: the licence shows exactly these"),
        required=False,
        widget=forms.HiddenInput,
    )
    name = text_of(Employer, "name", label=_("Employer's name as registered"))
    latin_name = text_of(Employer, "latin_name")
    taiwan_funded = forms.BooleanField(label=_("Taiwan-funded"), required=False)
    taiwan_form = forms.ChoiceField(label=_("Form of investment"), choices=FORMS, required=False)
    founded_on = DayField(
        label=_("Founded on"),
        required=False,
        help_text=_("From the licence. The employer's own registration is due 30 days later (article 57)."),
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        set_bounds(self, "founded_on", earliest=EARLIEST, latest=on)

    def clean(self):
        cleaned = super().clean()
        result = checked_uscc(self, cleaned, "uscc", self.on)
        code, typed = cleaned.get("uscc"), cleaned.pop("code_confirmed", "")
        cleaned["code_confirmed"] = bool(result and result.confirmable and typed == code)
        if result and result.confirmable:
            self._offer_confirmation(str(code), ticked=cleaned["code_confirmed"])
        return cleaned

    def _offer_confirmation(self, code: str, *, ticked: bool) -> None:
        tick = forms.CheckboxInput({"value": code}, check_test=lambda _value: ticked)
        self.fields["code_confirmed"].widget = tick
        if not ticked:
            self.add_error("uscc", CODE_NOT_CONFIRMED)

    def employer_data(self) -> EmployerData:
        """What the service takes. Only for a valid form."""
        return EmployerData(**self.body())


class DetailsForm(PlainForm):
    """What needs no proof."""

    latin_name = text_of(Employer, "latin_name")
    founded_on = DayField(label=_("Founded on"), required=False)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "founded_on", earliest=EARLIEST, latest=on)


class ContactForm(OnceForm):
    name = text_of(EmployerContact, "name")
    telephone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = TextField(label=_("E-mail address"), max_length=200, required=False, validators=[EmailValidator()])
    language = forms.ChoiceField(
        label=_("Language of the notices"),
        choices=CLIENT_LANGUAGES,
        initial="zh-hans",
        help_text=_("Notices come in Chinese and, beside it, in this language."),
    )
    receives_notices = forms.BooleanField(label=_("Receives the notices"), required=False, initial=True)

    def contact_data(self) -> ContactData:
        """What the service takes. Only for a valid form."""
        return ContactData(**self.body())


class TalkForm(OnceForm):
    talked_on = DayField(label=_("Day"))
    channel = forms.ChoiceField(label=_("Channel"), choices=EmployerTalk.Channel.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=EmployerTalk.Outcome.choices, widget=forms.RadioSelect)
    promised_on = DayField(label=_("Promised for"), required=False)
    note = ParagraphField(label=_("What was said"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "talked_on", earliest=on - timedelta(days=366), latest=on)
        set_bounds(self, "promised_on", earliest=on - timedelta(days=366), latest=on + timedelta(days=366))

    def talk_data(self) -> TalkData:
        """What the service takes. Only for a valid form."""
        return TalkData(**self.body())


class ChangeForm(OnceForm):
    """The registered details as they are to be."""

    changed_on = DayField(
        label=_("Changed on"), help_text=_("The day on the new licence; the limit is 30 days (article 57).")
    )
    name = text_of(Employer, "name", label=_("Employer's name as registered"))
    place_id = forms.ChoiceField(label=_("Place"))
    taiwan_funded = forms.BooleanField(label=_("Taiwan-funded"), required=False)
    taiwan_form = forms.ChoiceField(label=_("Form of investment"), choices=FORMS, required=False)

    def __init__(self, *args, employer: Employer, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "changed_on", earliest=EARLIEST, latest=on)
        near = {employer.place_id, employer.office.place_id}
        self.fields["place_id"].choices = [(place.pk, place.name) for place in Place.objects.filter(pk__in=near)]

    def change_data(self) -> ChangeData:
        """What the service takes. Only for a valid form."""
        return ChangeData(**self.body())


class ReasonForm(StepForm):
    """A step that needs a sentence why."""

    reason = text_of(EmployerChange, "decline_reason", required=True)
