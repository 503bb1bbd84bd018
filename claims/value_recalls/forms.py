"""Forms of recalls of values: what was wrong, and what is right."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import OnceForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from claims.calculator.forms.fields import FigureField
from claims.reversals.models import ValueRecall
from claims.reversals.states import WrongValue
from claims.settlement.rules.reading.values import read_price
from claims.value_recalls.services.recalling import RecallData
from institutions.catalogue.rules.codes import fold

EARLIEST = date(2020, 1, 1)
LONGEST_CODE, AS_TYPED = 27, 60
# A value of a policy is recalled from the page of its version.
OF_ITEMS = [one for one in WrongValue.choices if one[0] != WrongValue.POLICY]
NO_CODE = _("A national code has at most 27 characters.")


class OpenValueRecallForm(OnceForm):
    """Which value of which item, on which days."""

    what = forms.ChoiceField(label=_("What was wrong"), choices=OF_ITEMS, widget=forms.RadioSelect)
    code = TextField(label=_("National code"), max_length=AS_TYPED)
    starts_on = DayField(label=_("Wrong from"), earliest=EARLIEST)
    ends_on = DayField(label=_("Wrong until"), earliest=EARLIEST)
    right = FigureField(
        read_price,
        label=_("Right value"),
        required=True,
        help_text=_("A share such as 0.20 of the part a person pays first; yuan a unit of a price."),
    )
    teller = TextField(
        label=_("Told wrongly by"),
        max_length=AS_TYPED,
        required=False,
        help_text=_(
            "Only where several lists have the item: the code of the place, or of the institution whose price it was."
        ),
    )
    source = text_of(ValueRecall, "source", label=_("Where the right value stands"))

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            set_bounds(self, name, latest=on)

    def clean_code(self):
        code = fold(self.cleaned_data["code"])
        if len(code) > LONGEST_CODE:
            raise ValidationError(NO_CODE)
        return code

    def clean_teller(self):
        return fold(self.cleaned_data["teller"])

    def data_asked(self) -> RecallData:
        """What the service takes. Only for a valid form."""
        found = {name: self.cleaned_data[name] for name in ("what", "code", "starts_on", "ends_on", "source", "teller")}
        return RecallData(right=Decimal(self.cleaned_data["right"]), **found)


class OpenPolicyRecallForm(OnceForm):
    """Where it is written what is right; the rest stands in the versions."""

    source = text_of(ValueRecall, "source", label=_("Where the right value stands"))
