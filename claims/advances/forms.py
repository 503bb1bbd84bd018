"""Forms of payments beside the months: what is paid, and the month a prepayment is cleared against."""

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.money.models.payments import Payable
from casework.steps.forms.base import OnceForm
from claims.advances.services.clearing import NOT_OFFERED
from claims.advances.services.paying import NO_AMOUNT, NO_SCORE, AdvanceData
from claims.advances.states import What
from claims.calculator.forms.fields import FigureField
from claims.settlement.rules.reading.values import read_money, read_whole

FIRST_YEAR = 2025
NO_YEAR = _("Choose a year from the list.")


class OpenAdvanceForm(OnceForm):
    """What is paid: a prepayment with its amount, or the deposit of a year with the score."""

    needed = frozenset({"amount", "score"})

    what = forms.ChoiceField(label=_("What is paid"), choices=What.choices, widget=forms.RadioSelect)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, error_messages={"invalid_choice": NO_YEAR})
    amount = FigureField(read_money, label=_("Amount of the prepayment, in yuan"))
    score = FigureField(read_whole, label=_("Score of the year's appraisal"), help_text=_("Of a deposit: 0 to 100."))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        years = [(year, str(year)) for year in range(on.year, FIRST_YEAR - 1, -1)]
        cast(forms.ChoiceField, self.fields["year"]).choices = years

    def clean(self):
        data = super().clean() or {}
        wanted, missing = ("amount", NO_AMOUNT) if data.get("what") == What.PREPAYMENT else ("score", NO_SCORE)
        if data.get("what") and not data.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, missing)
        return data

    def data_asked(self) -> AdvanceData:
        """What the service takes. Only for a valid form."""
        data = self.cleaned_data
        amount, score = data.get("amount"), data.get("score")
        return AdvanceData(
            what=data["what"],
            year=data["year"],
            amount=read_money(amount) if amount else None,
            score=read_whole(score) if score else None,
        )


class ClearForm(OnceForm):
    """Against which month."""

    payable = forms.TypedChoiceField(
        label=_("Month that is owed"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_OFFERED},
    )

    def __init__(self, *args, payables: Sequence[Payable], **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["payable"]).choices = [
            (str(one.pk), f"{one.case.reference if one.case else ''} · {one.amount}") for one in payables
        ]
