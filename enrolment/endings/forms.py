"""The forms of what ends an employer: the act with its day, the successor and the hires; fines, payments, public notices."""

import uuid
from datetime import date
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.mailings.models.attempt import ServiceAttempt
from casework.steps.forms.base import OnceForm, PlainForm, StepForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.contributions.forms import ReadField
from enrolment.coverage.rules.reading.values import read_money
from enrolment.documents.forms import NumberInput
from enrolment.employers.forms import EARLIEST, checked_uscc
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.money import EmployerFine, EmployerPayment
from enrolment.endings.models import EmployerEnding
from enrolment.endings.rules.acts import Act
from enrolment.endings.services.endings import EndingData
from enrolment.endings.services.money import FineData, PaymentData
from enrolment.endings.services.public_notice import NoticeData

NOT_KNOWN = _("No employer has this code. Register it first.")
LATE_FEE = "late_fee"
AMOUNT = _("Enter an amount above zero.")


class EndingForm(OnceForm):
    """What is asked for; the successor and the hires only where the act has them."""

    takes_effect_on = DayField(label=_("Takes effect on"))
    basis = text_of(EmployerEnding, "basis")
    successor = forms.CharField(label=_("Code of the employer that takes over"), widget=NumberInput)
    chosen = forms.MultipleChoiceField(
        label=_("Hires that go over"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, act: Act, hires: list[tuple[str, str]], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.act, self.on = act, on
        self.found: Employer | None = None
        set_bounds(self, "takes_effect_on", earliest=EARLIEST, latest=on)
        if not act.successor:
            del self.fields["successor"]
        if act.hires == "chosen":
            cast(forms.MultipleChoiceField, self.fields["chosen"]).choices = hires
        else:
            del self.fields["chosen"]

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("successor"):
            result = checked_uscc(self, cleaned, "successor", self.on)
            self.found = Employer.objects.filter(uscc=cleaned["successor"]).first()
            if (result and result.confirmable and self.found is None) or (not self.errors and self.found is None):
                self.add_error("successor", NOT_KNOWN)
        return cleaned

    def ending_data(self) -> EndingData:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        return EndingData(
            act=self.act.code,
            takes_effect_on=data["takes_effect_on"],
            successor=self.found,
            chosen=tuple(data.get("chosen", ())),
            basis=data["basis"],
        )


class DeclineForm(StepForm):
    """Why it is not recorded."""

    reason = text_of(EmployerEnding, "decline_reason", required=True)


class _AmountForm(OnceForm):
    amount = ReadField(label=_("Amount in yuan"), reader=read_money)

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if not amount or not 0 < amount < 10**9:
            raise ValidationError(AMOUNT)
        return amount


class FineForm(_AmountForm):
    """A fine as its order says."""

    number = text_of(EmployerFine, "number")
    authority = text_of(EmployerFine, "authority")
    ordered_on = DayField(label=_("Date of the order"))
    field_order = ("number", "authority", "ordered_on", "amount")

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "ordered_on", earliest=EARLIEST, latest=on)

    def fine_data(self) -> FineData:
        """What the service takes. Only for a valid form."""
        return FineData(**self.body())


class PaymentForm(_AmountForm):
    """What was paid of a fine or of late fees."""

    of = forms.ChoiceField(label=_("Of what"), widget=forms.RadioSelect)
    number = text_of(EmployerPayment, "number")
    paid_on = DayField(label=_("Paid on"))
    field_order = ("of", "number", "amount", "paid_on")

    def __init__(self, *args, fines: list[tuple[str, str]], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(LATE_FEE, _("late fees")), *fines]
        cast(forms.ChoiceField, self.fields["of"]).choices = choices
        set_bounds(self, "paid_on", earliest=EARLIEST, latest=on)

    def payment_data(self) -> PaymentData:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        fine = None if data["of"] == LATE_FEE else uuid.UUID(data["of"])
        return PaymentData(fine=fine, number=data["number"], amount=data["amount"], paid_on=data["paid_on"])


class TakeBackForm(PlainForm):
    """Why a fine was recorded in error."""

    reason = TextField(label=_("Why it was recorded in error"), max_length=200)


class NoticeForm(PlainForm):
    """Where and when the notice was put up."""

    published_on = DayField(label=_("Put up on"))
    where = text_of(ServiceAttempt, "to", label=_("Where it was put up"), required=True)
    reason = TextField(label=_("Why it could not be served in another way"), max_length=200)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "published_on", latest=on)

    def notice_data(self) -> NoticeData:
        """What the service takes. Only for a valid form."""
        return NoticeData(**self.cleaned_data)
