"""Forms of recoveries: the notice, the reply, the way, its decision, money received, a set-off."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.money.models.payments import Payable
from casework.steps.forms.base import ConfirmForm, OnceForm, StepForm
from casework.steps.forms.fields import BankNumberField, DayField, ParagraphField, bank_number_of, set_bounds
from claims.calculator.forms.fields import FigureField
from claims.recoveries.models import Recovery, Repayment
from claims.recoveries.services.recovering import NEEDS_DAY, NEEDS_HEARING, NEEDS_NUMBER, Proposal
from claims.recoveries.services.repaying import NOT_OFFERED, Received
from claims.recoveries.states import Way
from claims.settlement.rules.reading.values import read_money, read_whole

LONGEST_WORDS = 1000
LONGEST_REASON = 300
LONGEST_AHEAD = timedelta(days=366)


class OpenRecoveryForm(OnceForm):
    """Why it is recovered, as the notice says it."""

    words = ParagraphField(
        label=_("Why it is recovered, as it stands on the notice"),
        max_length=LONGEST_WORDS,
        help_text=_("Names which part was not due and why, so that she can reply to it."),
    )


class ReplyForm(StepForm):
    """What she replied."""

    replied_on = DayField(label=_("Replied on"))
    words = ParagraphField(label=_("What she replied"), max_length=LONGEST_WORDS)

    def __init__(self, *args, recovery: Recovery, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "replied_on", earliest=recovery.notified_on, latest=on)


class ProposeForm(StepForm):
    """How it is recovered."""

    needed = frozenset({"number", "first_due_on", "heard_on"})

    way = forms.ChoiceField(label=_("Way of recovery"), choices=Way.choices, widget=forms.RadioSelect)
    number = FigureField(read_whole, label=_("Number of instalments"), help_text=_("Of repayment; 1: all at once."))
    first_due_on = DayField(label=_("First instalment due on"), required=False)
    heard_on = DayField(label=_("Hearing on a set-off"), required=False)

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_due_on", "heard_on"):
            set_bounds(self, name, earliest=on, latest=on + LONGEST_AHEAD)

    def clean_number(self) -> int | None:
        text = self.cleaned_data["number"]
        number = read_whole(text) if text else None
        if number is not None and not 1 <= number <= 999:
            raise ValidationError(NEEDS_NUMBER)
        return number

    def clean(self):
        """What the way asks for, beside its field."""
        super().clean()
        found = self.cleaned_data
        asked: dict[str, dict] = {
            Way.INSTALMENTS: {"number": NEEDS_NUMBER, "first_due_on": NEEDS_DAY},
            Way.SET_OFF: {"heard_on": NEEDS_HEARING},
        }
        for name, text in asked.get(found.get("way", ""), {}).items():
            if found.get(name) is None and name not in self.errors:
                self.add_error(name, text)
        return found

    def proposal(self) -> Proposal:
        """What the service takes. Only for a valid form."""
        return Proposal(**{name: self.cleaned_data[name] for name in ("way", "number", "first_due_on", "heard_on")})


class SendBackForm(StepForm):
    """Why another way is to be proposed."""

    words = ParagraphField(label=_("Why"), max_length=LONGEST_REASON)


class AgreeForm(ConfirmForm):
    """The decision; of a set-off with what she said of it."""

    consented = forms.BooleanField(label=_("She was heard and consents to the set-off"), required=False)

    def __init__(self, *args, by_set_off: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not by_set_off:
            del self.fields["consented"]


class SetOffForm(StepForm):
    """The payment it is set off against."""

    payable = forms.ChoiceField(
        label=pgettext_lazy("by the bank", "Payment"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the payment.")},
    )

    def __init__(self, *args, payables: Sequence[Payable], **kwargs):
        super().__init__(*args, **kwargs)
        offered = [(str(row.pk), f"{row.case.reference if row.case else ''} · {row.amount}") for row in payables]
        field = self.fields["payable"]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered
            field.error_messages["invalid_choice"] = NOT_OFFERED


class RepaymentForm(OnceForm):
    """What the bank tells of money that came in."""

    amount = FigureField(read_money, label=_("Amount in yuan"), required=True)
    bank_day = DayField(label=_("Day at the bank"))
    bank_number: BankNumberField = bank_number_of(Repayment)

    def __init__(self, *args, earliest: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "bank_day", earliest=earliest, latest=on)

    def clean_amount(self) -> Decimal:
        amount = read_money(self.cleaned_data["amount"])
        if not amount or amount >= 10**9:
            raise ValidationError(_("Enter the amount that was paid, above zero."))
        return amount

    def received(self) -> Received:
        """What the service takes. Only for a valid form."""
        return Received(**{name: self.cleaned_data[name] for name in ("amount", "bank_day", "bank_number")})
