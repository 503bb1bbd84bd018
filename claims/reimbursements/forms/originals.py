"""The form of where the originals of paper receipts are."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField
from claims.reimbursements.choices import OriginalAt
from claims.reimbursements.services.originals import MoveData


class OriginalsForm(PlainForm):
    """Which originals, where, since when."""

    receipts = forms.MultipleChoiceField(label=_("Paper receipts"), widget=forms.CheckboxSelectMultiple)
    place = forms.ChoiceField(label=_("Where the original is"), choices=[("", "—")])
    moved_on = DayField(label=_("Since"), earliest=date(2000, 1, 1))
    signed = forms.BooleanField(label=_("Whoever takes them back has signed the list"), required=False)

    def __init__(
        self, data=None, *, receipts: Sequence[tuple[str, str]] = (), places: Sequence[OriginalAt] = (), **more
    ):
        super().__init__(data, **more)
        self.fields["receipts"] = forms.MultipleChoiceField(
            label=_("Paper receipts"), choices=receipts, widget=forms.CheckboxSelectMultiple
        )
        cast(forms.ChoiceField, self.fields["place"]).choices = [("", "—"), *((one.value, one.label) for one in places)]

    def move(self) -> MoveData:
        """What was entered."""
        told = self.cleaned_data
        return MoveData(
            receipts=[int(one) for one in told["receipts"]],
            place=told["place"],
            moved_on=told["moved_on"],
            signed=told["signed"],
        )
