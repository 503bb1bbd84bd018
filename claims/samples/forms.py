"""Forms of samples: which days and by which seed; what follows from a difference."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from claims.runs.models.care import DeclaredLine
from claims.samples.models import ClaimSample, SecondReading
from claims.samples.queries.readings import conclusions_of
from claims.samples.services.month_samples import Seed
from claims.samples.services.sampling import ConclusionData, SampleData, SettlementRead
from claims.samples.states import QUESTIONS, AskedBy, Conclusion, Said

EARLIEST = date(2020, 1, 1)
LONGEST_WORDS = 1000
SEED_HELP = _(
    "Something published after the period that nobody here could choose, such as the numbers of a public lottery."
)


class DrawForm(OnceForm):
    """The days and the seed of a sample."""

    starts_on = DayField(label=_("Approved from"), earliest=EARLIEST)
    ends_on = DayField(label=_("Approved until"), earliest=EARLIEST)
    seed = text_of(ClaimSample, "seed", label=_("Seed"), help_text=SEED_HELP)
    published = text_of(ClaimSample, "published", label=_("Where and when it was published"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            set_bounds(self, name, latest=on - timedelta(days=1))

    def clean(self):
        """The days stand in order."""
        super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return self.cleaned_data

    def data_asked(self) -> SampleData:
        """What the service takes. Only for a valid form."""
        return SampleData(**{name: self.cleaned_data[name] for name in SampleData.__dataclass_fields__})


class DrawMonthForm(OnceForm):
    """The seed of a sample of a month."""

    seed = text_of(ClaimSample, "seed", label=_("Seed"), help_text=SEED_HELP)
    published = text_of(ClaimSample, "published", label=_("Where and when it was published"))

    def seed_asked(self) -> Seed:
        """What the service takes. Only for a valid form."""
        return Seed(**{name: self.cleaned_data[name] for name in Seed.__dataclass_fields__})


class _TickedField(forms.MultipleChoiceField):
    """What was ticked; an empty value ticks nothing."""

    def to_python(self, value: object) -> list[str]:
        return [one for one in super().to_python(value) if one]


class ReadSettlementForm(StepForm):
    """Whether a settlement was due, and which of its lines were not."""

    due = forms.ChoiceField(
        label=_("Was this settlement due?"),
        choices=[("yes", _("yes, but for the lines below")), ("no", _("no, nothing of it"))],
        widget=forms.RadioSelect,
    )
    lines = _TickedField(
        label=_("Lines that were not due"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose lines from the list.")},
    )
    words = ParagraphField(label=_("Why it was not due"), max_length=LONGEST_WORDS, required=False)

    def __init__(self, *args, lines: Iterable[DeclaredLine], **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["lines"]).choices = [
            (line.number, f"{line.number} · {line.name} · {line.amount}") for line in lines
        ]

    def read(self) -> SettlementRead:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return SettlementRead(pays=data["due"] == "yes", lines=tuple(data["lines"]), words=data["words"])


class ConcludeForm(StepForm):
    """What follows from a difference."""

    reply = ParagraphField(label=_("What was replied"), max_length=LONGEST_WORDS, required=False)
    conclusion = forms.ChoiceField(label=_("What follows"), choices=Conclusion.choices, widget=forms.RadioSelect)
    why = ParagraphField(label=_("Why"), max_length=LONGEST_WORDS)

    def __init__(self, *args, row: SecondReading, **kwargs):
        super().__init__(*args, **kwargs)
        offered = conclusions_of(row)
        cast(forms.ChoiceField, self.fields["conclusion"]).choices = [
            (code, words) for code, words in Conclusion.choices if code in offered
        ]

    def concluded(self) -> ConclusionData:
        """What the service takes. Only for a valid form."""
        return ConclusionData(**{name: self.cleaned_data[name] for name in ConclusionData.__dataclass_fields__})


class AskForm(OnceForm):
    """How she is asked."""

    way = forms.ChoiceField(label=_("How she is asked"), choices=AskedBy.choices, widget=forms.RadioSelect)


class AnswersForm(OnceForm):
    """What she answered, on which day."""

    care_given = forms.ChoiceField(label=QUESTIONS["care_given"], choices=Said.choices, widget=forms.RadioSelect)
    paid = forms.ChoiceField(label=QUESTIONS["paid"], choices=Said.choices, widget=forms.RadioSelect)
    received = forms.ChoiceField(label=QUESTIONS["received"], choices=Said.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Answered on"))
    words = ParagraphField(label=_("In her words"), max_length=LONGEST_WORDS, required=False)

    def __init__(self, *args, questions: Mapping[str, Any], earliest: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in questions.items():
            self.fields[name].label = words
        set_bounds(self, "answered_on", earliest=earliest, latest=on)
