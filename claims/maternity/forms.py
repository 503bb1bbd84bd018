"""Forms of maternity allowances: what happened, what the first review found, why it is sent back."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, set_bounds, text_of
from claims.calculator.forms.fields import FigureField
from claims.maternity.models import MaternityAllowance
from claims.maternity.services.allowing import AllowanceData, ReviewData
from claims.maternity.states import Kind
from claims.settlement.rules.reading.values import read_money

# The days of the national rule hold from that day on.
EARLIEST = date(2012, 4, 28)
# The ten working days hold from that day on.
RECEIVED_FROM = date(2023, 12, 1)
LONGEST_WORDS = 1000
MOST_CHILDREN = 9


class OpenMaternityForm(OnceForm):
    """What the allowance is for."""

    kind = forms.ChoiceField(label=_("What happened"), choices=Kind.choices, widget=forms.RadioSelect)
    happened_on = DayField(label=_("Day of the birth, or on which the pregnancy ended"), earliest=EARLIEST)
    difficult = forms.BooleanField(label=_("Difficult birth, as the medical record says"), required=False)
    children = forms.IntegerField(label=_("Number of children"), min_value=1, max_value=MOST_CHILDREN, initial=1)
    received_on = DayField(label=_("Papers received on"), earliest=RECEIVED_FROM)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("happened_on", "received_on"):
            set_bounds(self, name, latest=on)

    def data_asked(self) -> AllowanceData:
        """What the service takes. Only for a valid form."""
        return AllowanceData(**{name: self.cleaned_data[name] for name in AllowanceData.__dataclass_fields__})


class ReviewMaternityForm(StepForm):
    """What the first review found."""

    advice = forms.ChoiceField(
        label=_("Proposal"),
        choices=[("pay", _("Pay the allowance")), ("refuse", _("Refuse the allowance"))],
        widget=forms.RadioSelect,
    )
    wage = FigureField(
        read_money,
        label=_("Average monthly wage of the employer in the year before"),
        help_text=_("In yuan, of all who are insured through the employer, not her own wage."),
    )
    wage_source = text_of(MaternityAllowance, "wage_source", label=_("What proves the wage"), required=False)
    why = ParagraphField(label=_("Why it is refused, or a remark"), max_length=LONGEST_WORDS, required=False)

    def review(self) -> ReviewData:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        wage = Decimal(data["wage"]) if data["wage"] else None
        return ReviewData(pays=data["advice"] == "pay", wage=wage, wage_source=data["wage_source"], why=data["why"])


class SendBackMaternityForm(StepForm):
    """Why it is reviewed anew."""

    words = ParagraphField(label=_("What is to be looked at again"), max_length=LONGEST_WORDS)


class QuestionMaternityForm(StepForm):
    """Why it was not due."""

    words = ParagraphField(label=_("Why it was not due"), max_length=LONGEST_WORDS)


class ApproveMaternityForm(StepForm):
    """The press, with the amount that was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
