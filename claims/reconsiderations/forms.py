"""Forms of complaints: what is complained of and when; what was decided on it and why."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from claims.reconsiderations.models import Reconsideration
from claims.reconsiderations.services.complaining import ComplaintData, Decided
from claims.reconsiderations.states import Way

# The law of the sixty days holds from that day on.
EARLIEST = date(2024, 1, 1)
LONGEST_WORDS = 2000


class OpenReconsiderationForm(OnceForm):
    """What is complained of."""

    way = forms.ChoiceField(label=_("Before whom"), choices=Way.choices, widget=forms.RadioSelect)
    filed_on = DayField(label=_("Complained on"), earliest=EARLIEST)
    served_on = DayField(
        label=_("Decision served on"),
        earliest=EARLIEST,
        required=False,
        help_text=_("As the proof of service or her signature says. Without it nothing is said of the days."),
    )
    outside_number = text_of(
        Reconsideration,
        "outside_number",
        label=_("Number at the organ of reconsideration"),
        required=False,
        help_text=_("Only of a reconsideration, once the organ has given one."),
    )
    words = ParagraphField(label=_("What is complained of, and what is asked"), max_length=LONGEST_WORDS)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("filed_on", "served_on"):
            set_bounds(self, name, latest=on)

    def data_asked(self) -> ComplaintData:
        """What the service takes. Only for a valid form."""
        return ComplaintData(**{name: self.cleaned_data[name] for name in ComplaintData.__dataclass_fields__})


class DecideForm(StepForm):
    """What was decided, and why."""

    outside_number = text_of(
        Reconsideration, "outside_number", label=_("Number of the organ's decision"), required=False
    )
    why = ParagraphField(label=_("Why"), max_length=LONGEST_WORDS)

    def __init__(self, *args, by_organ: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not by_organ:
            del self.fields["outside_number"]

    def decided(self) -> Decided:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return Decided(why=data["why"], outside_number=data.get("outside_number", ""))
