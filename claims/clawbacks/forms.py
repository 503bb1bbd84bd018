"""Forms of recoveries from institutions: the notice, the reply, the decision row by row, money received; and the list narrowed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked
from casework.staff.officer import Officer
from casework.steps.forms.base import OnceForm, PlainForm, StepForm
from casework.steps.forms.fields import BankNumberField, DayField, ParagraphField, TextField, bank_number_of, set_bounds
from claims.calculator.forms.fields import FigureField
from claims.clawbacks.models import Clawback, ClawbackItem, ClawbackPayment
from claims.clawbacks.services.deciding import against_amounts
from claims.clawbacks.services.noticing import NoticeData, named, origin_of
from claims.clawbacks.services.repaying import Received
from claims.clawbacks.states import ClawbackState
from claims.months.models import InstitutionMonth
from claims.recoveries.services.repaying import TOO_MUCH
from claims.settlement.rules.reading.values import read_money

LONGEST_WORDS = 2000
LONGEST_ITEMS = 20_000
LONGEST_REFERENCE = 40
NOT_THIS = _("Write the amount in yuan, to the fen; 0 where nothing is recovered.")
EVERYTHING = _("all")


class OpenClawbackForm(OnceForm):
    """What is asked back and why."""

    items = ParagraphField(
        label=_("Settlements and lines"),
        max_length=LONGEST_ITEMS,
        help_text=_(
            "One row each: number of the settlement and the amount in yuan; with the number of the line between them where "
            "only one line was not due; the number alone for all that was paid."
        ),
    )
    origin = TextField(
        label=_("Case that found it"),
        max_length=LONGEST_REFERENCE,
        required=False,
        help_text=_(
            "Reference of an inspection, a reversal or a second reading; empty where the month itself was looked at."
        ),
    )
    words = ParagraphField(
        label=_("Why it was not due, as it stands on the notice"),
        max_length=LONGEST_WORDS,
        help_text=_("Name settlements by their numbers, nobody by name."),
    )

    def __init__(self, *args, month: InstitutionMonth, officer: Officer, **kwargs):
        super().__init__(*args, **kwargs)
        self.month, self.officer = month, officer

    def clean_items(self) -> str:
        """As it was typed, once each row names what was paid."""
        return self._told(named, "items")

    def clean_origin(self) -> str:
        return self._told(origin_of, "origin", self.officer)

    def _told(self, look_up, name: str, *more) -> str:
        try:
            look_up(self.month, self.cleaned_data[name].strip(), *more)
        except Blocked as blocked:
            raise ValidationError([reason.text for reason in blocked.reasons]) from blocked
        return self.cleaned_data[name]

    def notice(self) -> NoticeData:
        """What the service takes. Only for a valid form."""
        return NoticeData(**{name: self.cleaned_data[name] for name in ("items", "words", "origin")})


class ReplyForm(StepForm):
    """What the institution replied."""

    replied_on = DayField(label=_("Institution replied on"))
    words = ParagraphField(
        label=_("What the institution replied"),
        max_length=LONGEST_WORDS,
        help_text=_("Name settlements by their numbers, nobody by name."),
    )

    def __init__(self, *args, row: Clawback, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "replied_on", earliest=row.notified_on, latest=on)


class DecideForm(StepForm):
    """How much of each row, and why."""

    why = ParagraphField(label=_("Why it is decided so"), max_length=LONGEST_WORDS)

    def __init__(self, *args, items: Sequence[ClawbackItem], **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        self.amounts = {one.position: f"amount-{one.position}" for one in items}
        for one in items:
            label = _("Recovered of %(row)s, in yuan") % {
                "row": " · ".join(filter(None, (one.result.care.number, one.line)))
            }
            field = FigureField(read_money, label=label, required=True)
            field.widget.attrs["autocomplete"] = "off"
            field.error_messages["required"] = NOT_THIS
            self.fields[self.amounts[one.position]] = field
        self.order_fields([*self.amounts.values(), "why"])

    def clean(self):
        """No more than the notice says, beside its row."""
        super().clean()
        found = self.cleaned_data
        if all(name in found for name in self.amounts.values()):
            for reason in against_amounts(self.items, self.decided()):
                self.add_error(reason.field, reason.text)
        return found

    def decided(self) -> dict[int, Decimal]:
        """Number of the row → yuan. Only for a valid form."""
        return {position: read_money(self.cleaned_data[name]) for position, name in self.amounts.items()}


class DropForm(StepForm):
    """Why nothing is recovered."""

    why = ParagraphField(label=_("Why nothing is recovered"), max_length=LONGEST_WORDS)


class PayClawbackForm(OnceForm):
    """What the bank tells of money that came in."""

    amount = FigureField(read_money, label=_("Amount in yuan"), required=True)
    paid_on = DayField(label=_("Day at the bank"))
    bank_number: BankNumberField = bank_number_of(ClawbackPayment)

    def __init__(self, *args, left: Decimal, earliest: date, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.left = left
        set_bounds(self, "paid_on", earliest=earliest, latest=on)

    def clean_amount(self) -> Decimal:
        amount = read_money(self.cleaned_data["amount"])
        if not amount:
            raise ValidationError(_("Enter the amount that was paid, above zero."))
        if amount > self.left:
            raise ValidationError(TOO_MUCH % {"left": self.left})
        return amount

    def received(self) -> Received:
        """What the service takes. Only for a valid form."""
        return Received(**{name: self.cleaned_data[name] for name in ("amount", "paid_on", "bank_number")})


class NarrowForm(PlainForm):
    """The list narrowed by state and institution."""

    state = forms.ChoiceField(label=_("State"), choices=[("", EVERYTHING), *ClawbackState.choices], required=False)
    code = forms.CharField(label=_("National code of the institution"), max_length=LONGEST_REFERENCE, required=False)
