"""The forms of an inspection: who inspects, a finding, a reply, what is to be put right, a breach handed over, the order."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.questions.rules.numbers import read_money
from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import DayField, ParagraphField, ReadField, set_bounds, text_of
from institutions.designation.models.entry import DesignationEntry
from institutions.supervision.models import Inspection, InspectionFinding, StruckFinding
from institutions.supervision.rules.penalties import penalties_on
from institutions.supervision.services.inspections import InspectionData, OrderData
from institutions.supervision.words import said

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EARLIEST, LATEST = date(2021, 2, 1), date(2200, 1, 1)
FIRST_BREACH = date(2000, 1, 1)


def money(label: "StrOrPromise") -> ReadField:
    """A sum in yuan that may stay empty, as it is typed: 1200, 1,200.00, ￥１２００."""
    return ReadField(label=label, reader=read_money, required=False)


class InspectionForm(OnceForm):
    """When, why and by whom: two officers, each with her credential."""

    inspected_on = DayField(label=_("Inspected on"))
    occasion = text_of(Inspection, "occasion")
    first_officer = text_of(Inspection, "first_officer")
    first_credential = text_of(Inspection, "first_credential")
    second_officer = text_of(Inspection, "second_officer")
    second_credential = text_of(Inspection, "second_credential")

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "inspected_on", earliest=EARLIEST, latest=on)

    def inspection_data(self) -> InspectionData:
        """What the service takes. Only for a valid form."""
        return InspectionData(**self.body())


class FindingForm(OnceForm):
    """One finding: an act of the list, in words, and the sum where there is one."""

    conduct = forms.ChoiceField(label=_("Conduct"))
    words = text_of(InspectionFinding, "words")
    amount = money(_("Sum concerned (yuan)"))

    def __init__(self, *args, conducts: Sequence[DesignationEntry], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(row.code, row.name) for row in conducts]
        self.fields["conduct"] = forms.ChoiceField(label=_("Conduct"), choices=choices)

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise ValidationError(_("Enter an amount above zero."))
        return amount


class StrikeForm(OnceForm):
    """Why a finding was wrong."""

    reason = text_of(StruckFinding, "reason", label=_("Why it was wrong"))


class ReplyForm(StepForm):
    """The reply of the institution, as it came."""

    replied_on = DayField(label=_("Reply received on"))
    reply = ParagraphField(label=_("Reply of the institution"), max_length=1000)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "replied_on", earliest=EARLIEST, latest=on)


class RectificationForm(StepForm):
    """What is to be put right, and until when."""

    rectification = ParagraphField(label=_("What is to be put right"), max_length=600)
    rectify_by = DayField(label=_("Put right by"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "rectify_by", earliest=on, latest=LATEST)


class SeenForm(StepForm):
    """What was seen of it."""

    what = text_of(Inspection, "seen", label=_("What was seen"), required=True)


class HandOverForm(StepForm):
    """To whom, and what is suspected."""

    department = text_of(Inspection, "department", required=True)
    suspected = ParagraphField(label=_("Suspected breach"), max_length=600)


class OrderForm(StepForm):
    """The order as the department made it."""

    order_number = text_of(Inspection, "order_number", required=True)
    breach_on = DayField(
        label=_("Day of the breach"),
        help_text=_("The last day, where it went on. The article counts as it is in force on this day."),
    )
    ordered_on = DayField(label=_("Day of the order"))
    served_on = DayField(label=_("Served on"), required=False)
    penalty = forms.ChoiceField(label=_("Penalty"))
    base = money(_("Loss or sum defrauded (yuan)"))
    fine = money(_("Fine (yuan)"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(one.code, f"{said(one)} ({one.article})") for one in penalties_on(on).values()]
        self.fields["penalty"] = forms.ChoiceField(label=_("Penalty, with its article of Order 735"), choices=choices)
        set_bounds(self, "breach_on", earliest=FIRST_BREACH, latest=on)
        set_bounds(self, "ordered_on", earliest=EARLIEST, latest=on)
        set_bounds(self, "served_on", earliest=EARLIEST, latest=on)
        self.order_fields(["order_number", "breach_on", "ordered_on", "served_on", "penalty", "base", "fine"])

    def order_data(self) -> OrderData:
        """What the service takes. Only for a valid form."""
        return OrderData(**{name: value for name, value in self.cleaned_data.items() if name not in ("seen", "op")})


class ReasonForm(StepForm):
    """Why."""

    reason = text_of(Inspection, "reason", required=True)
