"""Forms of samples: which days and by which seed; what follows from a difference."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from claims.samples.models import ClaimSample
from claims.samples.services.sampling import ConclusionData, SampleData
from claims.samples.states import QUESTIONS, AskedBy, Conclusion, Said

EARLIEST = date(2020, 1, 1)
LONGEST_WORDS = 1000


class DrawForm(OnceForm):
    """The days and the seed of a sample."""

    starts_on = DayField(label=_("Approved from"), earliest=EARLIEST)
    ends_on = DayField(label=_("Approved until"), earliest=EARLIEST)
    seed = text_of(
        ClaimSample,
        "seed",
        label=_("Seed"),
        help_text=_(
            "Something published after the period that nobody here could choose, such as the numbers of a public lottery."
        ),
    )
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


class ConcludeForm(StepForm):
    """What follows from a difference."""

    reply = ParagraphField(label=_("What the person replied"), max_length=LONGEST_WORDS, required=False)
    conclusion = forms.ChoiceField(label=_("What follows"), choices=Conclusion.choices, widget=forms.RadioSelect)
    why = ParagraphField(label=_("Why"), max_length=LONGEST_WORDS)

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

    def __init__(self, *args, earliest: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "answered_on", earliest=earliest, latest=on)
