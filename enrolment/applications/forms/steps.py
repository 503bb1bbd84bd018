"""The forms of the steps after intake, and of activation and transfer."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import ChecklistItem, ReturnCause
from casework.steps.forms.base import StepForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.services.asked import CAUSES, NOTHING_ASKED, AskedFor
from enrolment.applications.services.refusals import Refusal
from enrolment.documents.rules.identity_numbers import fold
from enrolment.documents.rules.possible_days import against_cover
from enrolment.documents.words import DAYS
from enrolment.persons.models.person import Person
from enrolment.platform.forms import clean_confirmation

# The day of the State Council's decision that founded the employees' basic medical insurance: no cover is older.
EARLIEST_COVER = date(1998, 12, 14)
LONGEST_PERSON_NO = Person._meta.get_field("platform_person_no").max_length


class ReturnForm(StepForm):
    """What to bring and what to correct, in two lists, a line of words each; what may not be demanded is fetched or promised."""

    bring = forms.MultipleChoiceField(label=_("To bring"), widget=forms.CheckboxSelectMultiple, required=False)
    correct = forms.MultipleChoiceField(label=_("To correct"), widget=forms.CheckboxSelectMultiple, required=False)
    come_back_by = DayField(
        label=_("To come back by"), help_text=_("A day of this office; no law sets it. It is printed on the notice.")
    )

    def __init__(
        self,
        *args,
        papers: Sequence[ChecklistItem],
        fields: Sequence[tuple[str, object]],
        causes: Sequence[ReturnCause],
        on: date,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        # Of a paper of all paths and of this one the latter counts.
        rows = list({row.code: row for row in papers}.values())
        self.papers = [(row.code, row.name) for row in rows if row.required]
        self.undemanded = [row for row in rows if not row.required]
        self.checked = list(fields)
        self.fields["bring"].choices, self.fields["correct"].choices = self.papers, self.checked
        set_bounds(self, "come_back_by", earliest=on, latest=on + timedelta(days=366))
        for code, _label in self.papers + self.checked:
            self.fields[f"words_{code}"] = text_of(AskedThing, "words", required=False)
            self.fields[f"words_{code}"].widget.attrs |= {"class": "form-control", "autocomplete": "off"}
        for named, way, concerns in ((self.papers, "bring", "paper"), (self.checked, "correct", "field")):
            choices = causes_for(causes, concerns)
            for code, _label in named:
                self.fields[f"cause_{code}"] = forms.ChoiceField(
                    label=_("Cause"),
                    choices=choices,
                    initial=CAUSES[AskedThing.Way(way)],
                    required=False,
                    widget=forms.Select(attrs={"class": "form-select"}),
                )
        for row in self.undemanded:
            self.fields[f"instead_{row.code}"] = forms.ChoiceField(
                label=row.name, choices=_instead(row), widget=forms.RadioSelect, required=False
            )

    def clean(self):
        cleaned = super().clean()
        ticked = {*cleaned.get("bring", ()), *cleaned.get("correct", ())}
        for code, _label in self.papers + self.checked:
            if cleaned.get(f"words_{code}") and code not in ticked:
                self.add_error(f"words_{code}", _("Tick what these words are for, or take them out."))
        if not self.errors and not self.things():
            self.add_error("bring", NOTHING_ASKED)
        return cleaned

    def things(self) -> list[AskedFor]:
        """What is asked for, in the order of the page. Only for a valid form."""
        data, way = self.cleaned_data, AskedThing.Way
        named = [(code, way.BRING) for code in data["bring"]] + [(code, way.CORRECT) for code in data["correct"]]
        instead = [(row.code, data[f"instead_{row.code}"]) for row in self.undemanded]
        asked = [
            AskedFor(code=code, way=how, reason=data[f"cause_{code}"], words=data[f"words_{code}"])
            for code, how in named
        ]
        return asked + [AskedFor(code=code, way=how) for code, how in instead if how]

    def to_bring(self) -> list[tuple]:
        """Each paper that may be demanded with its tick, its cause and the line of words, for the page."""
        return self._rows("bring", self.papers)

    def to_correct(self) -> list[tuple]:
        return self._rows("correct", self.checked)

    def not_demanded(self) -> list:
        return [self[f"instead_{row.code}"] for row in self.undemanded]

    def _rows(self, field: str, named: Sequence[tuple[str, object]]) -> list[tuple]:
        return [
            (tick, self[f"cause_{code}"], self[f"words_{code}"])
            for (code, _label), tick in zip(named, self[field], strict=True)
        ]


def causes_for(causes: Sequence[ReturnCause], concerns: str) -> list[tuple[str, object]]:
    """The causes that may be said of papers, or of fields."""
    return [(row.code, row.name) for row in causes if row.concerns in (concerns, ReturnCause.Concerns.BOTH)]


def _instead(row: ChecklistItem) -> list[tuple[str, object]]:
    """What may stand in for a paper that may not be demanded, as its checklist says."""
    way = AskedThing.Way
    ways = [(way.FETCH, row.may_be_shared), (way.PROMISE, row.may_be_committed)]
    return [("", _("not needed"))] + [(code, code.label) for code, allowed in ways if allowed]


class EnrolForm(StepForm):
    person_no = text_of(Person, "platform_person_no", label=_("Person number of the national platform"), required=True)
    confirmation = text_of(
        EnrolmentApplication, "platform_confirmation", label=_("Confirmation of the national platform"), required=True
    )
    cover_starts_on = DayField(label=_("Cover begins on"))
    agency_number = TextField(
        label=_("Number compiled by the agency"),
        max_length=40,
        required=False,
        help_text=_("Only for people without a citizen identity number; kept as it is, never checked."),
    )

    def __init__(self, *args, on: date, born_on: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.on, self.born_on = on, born_on
        set_bounds(self, "cover_starts_on", earliest=EARLIEST_COVER, latest=on + timedelta(days=366))

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
        if code := against_cover(self.born_on, cleaned.get("cover_starts_on")):
            self.add_error("cover_starts_on", DAYS[code])
        return cleaned


class RefuseForm(StepForm):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=EnrolmentApplication.Refusal.choices, widget=forms.RadioSelect
    )
    detail = text_of(
        EnrolmentApplication, "refusal_detail", label=_("Details in Chinese, printed on the notice"), required=True
    )
    provision = text_of(
        EnrolmentApplication,
        "refusal_provision",
        label=_("Provision relied on, in Chinese"),
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


class JudgeIdentityForm(StepForm):
    VERDICTS = [
        (EnrolmentApplication.Doubt.SAME, _("The same person; the details were renewed or corrected")),
        (EnrolmentApplication.Doubt.OTHER, _("Another person; the number is wrong and the application goes back")),
    ]
    verdict = forms.ChoiceField(label=_("Who is this?"), choices=VERDICTS, widget=forms.RadioSelect)
    reason = text_of(EnrolmentApplication, "doubt_reason", label=_("What shows it"), required=True)


class WithdrawForm(StepForm):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=EnrolmentApplication.Withdrawal.choices, widget=forms.RadioSelect
    )
    originals_returned = forms.BooleanField(label=_("The originals are back in the client's hands"), required=False)


class VerifyForm(StepForm):
    """One answer per field: a tick, or a reason."""

    AGREES = "agrees"
    originals_seen = forms.BooleanField(label=_("I have seen the originals"), required=False)

    def __init__(self, *args, fields, causes: Sequence[ReturnCause], **kwargs):
        super().__init__(*args, **kwargs)
        self.checked = list(fields)
        choices = [(self.AGREES, _("agrees")), *causes_for(causes, ReturnCause.Concerns.FIELD)]
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
