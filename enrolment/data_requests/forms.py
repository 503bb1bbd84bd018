"""Forms of requests about personal information: who asks what, and the decision on it."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.models import CaseFile
from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, TextField, set_bounds, text_of
from enrolment.consent.queries.speakers import Speaker
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.rules.rights import ACT, DOCUMENT, EXPLAIN, Right, table
from enrolment.data_requests.services.deciding import NO_REASON, NO_SUCH_GROUND
from enrolment.data_requests.services.fulfilling import NO_ANSWER, NO_CASE
from enrolment.data_requests.services.opening import NO_VALUE, NO_WORDS, RELATIVE, RequestData
from enrolment.data_requests.words import ground_words
from enrolment.persons.models.person import Person, Sex

# Nobody alive was born before 1900.
EARLIEST_BIRTH = date(1900, 1, 1)
LABEL = _("What is right")
LONGEST_WORDS = 1000


def _value_field(field: str) -> forms.Field:
    """The field for the value that is right, by what it is of; lengths are those of the person's columns and of the intake."""
    required = {"required": NO_VALUE}
    if field == "sex":
        return forms.ChoiceField(label=LABEL, choices=Sex.choices, widget=forms.RadioSelect, error_messages=required)
    if field == "language":
        return forms.ChoiceField(
            label=LABEL, choices=CLIENT_LANGUAGES, widget=forms.RadioSelect, error_messages=required
        )
    if field == "birth_on":
        return DayField(label=LABEL, earliest=EARLIEST_BIRTH)
    if field in ("name", "latin_name"):
        return text_of(Person, field, label=LABEL, required=True, error_messages=required)
    return TextField(label=LABEL, max_length={"telephone": 30, "address": 200}[field], error_messages=required)


class OpenForm(PlainForm):
    """Who asks, what is right, and what is asked in words; only what the right and the field ask for is there."""

    speaker = forms.ChoiceField(label=_("Asked by"), widget=forms.RadioSelect)
    relative_name = TextField(label=_("Name of the relative"), max_length=80)
    relative_relation = text_of(DataRequest, "relative_relation", label=_("Relation to the person"), required=True)
    claimed = forms.Field()
    words = ParagraphField(
        label=_("What is asked for, in words"), max_length=LONGEST_WORDS, error_messages={"required": NO_WORDS}
    )
    received_on = DayField(label=_("Asked on"))

    def __init__(self, *args, right: Right, about: str, speakers: list[Speaker], on: date, **kwargs):
        self.right, self.about = right, about
        super().__init__(*args, **kwargs)
        dead = all(one.against == "has_died" for one in speakers)
        offered = [(one.key, one.label) for one in speakers if not one.against]
        if dead and right.after_death:
            offered.append((RELATIVE, str(DataRequest.Asker.RELATIVE.label)))
        else:
            del self.fields["relative_name"], self.fields["relative_relation"]
        cast(forms.ChoiceField, self.fields["speaker"]).choices = offered
        if table().asks_value(right.code, about):
            self.fields["claimed"] = _value_field(about)
            self.fields["claimed"].widget.attrs.setdefault("autocomplete", "off")
        else:
            del self.fields["claimed"]
        self.fields["words"].required = table().needs_words(right.code, about)
        set_bounds(self, "received_on", earliest=right.starts_on, latest=on)

    def data_asked(self) -> RequestData:
        """What the service takes. Only for a valid form."""
        found = dict(self.cleaned_data)
        claimed = found.pop("claimed", "")
        written = claimed.isoformat() if isinstance(claimed, date) else claimed
        return RequestData(right=self.right.code, about=self.about, claimed=written, **found)


class GrantForm(StepForm):
    """What the decision needs besides the press: the case that put another record right, the explanation that was asked for."""

    reference = text_of(
        CaseFile,
        "reference",
        label=_("Reference of the case by which it was put right"),
        required=True,
        error_messages={"required": NO_CASE},
    )
    answer = ParagraphField(
        label=_("What is told with the answer"), max_length=LONGEST_WORDS, error_messages={"required": NO_ANSWER}
    )

    def __init__(self, *args, right: str, about: str, **kwargs):
        super().__init__(*args, **kwargs)
        field = table().fields.get(about)
        if field is None or field.holds != ACT or about == DOCUMENT:
            del self.fields["reference"]
        self.fields["answer"].required = right == EXPLAIN


class RefuseForm(StepForm):
    """The ground, and the reason in words."""

    ground = forms.ChoiceField(label=_("Ground"), widget=forms.RadioSelect, error_messages={"required": NO_SUCH_GROUND})
    answer = ParagraphField(
        label=_("Reason, as it stands on the answer"), max_length=LONGEST_WORDS, error_messages={"required": NO_REASON}
    )

    def __init__(self, *args, right: str, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(code, ground_words(code)) for code in table().rights[right].grounds]
        cast(forms.ChoiceField, self.fields["ground"]).choices = choices
