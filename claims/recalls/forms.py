"""Forms of recalls: which payment and why, the bank's answer."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.money.models.payments import Payable
from casework.steps.forms.base import OnceForm, StepForm
from casework.steps.forms.fields import BankNumberField, DayField, ParagraphField, bank_number_of, set_bounds
from claims.recalls.models import Recall
from claims.recalls.services.recalling import NOT_PAID

LONGEST_WORDS = 1000


class OpenRecallForm(OnceForm):
    """Which payment went wrong, and how that was found."""

    payable = forms.ChoiceField(
        label=pgettext_lazy("by the bank", "Payment"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the payment.")},
    )
    words = ParagraphField(label=_("What was wrong, and how it was found"), max_length=LONGEST_WORDS)

    def __init__(self, *args, payables: Sequence[Payable], **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["payable"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (str(row.pk), f"{row.amount} · {row.paid_on} · {row.payee.account_number if row.payee else ''}")
                for row in payables
            ]
            field.error_messages["invalid_choice"] = NOT_PAID


class RecalledForm(StepForm):
    """When and under which number the bank got it back."""

    bank_day = DayField(label=_("Day at the bank"))
    bank_number: BankNumberField = bank_number_of(Recall)

    def __init__(self, *args, earliest: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "bank_day", earliest=earliest, latest=on)
