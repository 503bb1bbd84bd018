"""The form by which a payment is recorded at the counter."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.staff.models.place import Place
from casework.steps.forms import fields
from casework.steps.forms.base import PlainForm
from casework.steps.forms.fields import DayField, TextField, set_bounds
from enrolment.contributions.choices import Channel, PersonKind
from enrolment.contributions.services.paid_time import Paid, paid_months, paid_year
from enrolment.contributions.services.payments import Told
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import first_day
from enrolment.coverage.rules.reading.values import read_money, read_month, read_whole, read_year
from enrolment.coverage.rules.records.facts import EMPLOYEE_KINDS, RESIDENT_KINDS, RESIDENTS
from enrolment.coverage.words.errors import MESSAGES

# Before it there was no basic medical insurance; no bill is due behind it.
EARLIEST, LATEST = date(1998, 1, 1), date(2099, 12, 31)


class ReadField(fields.ReadField):
    """The same, with what the readers of cover and contributions can refuse."""

    messages = MESSAGES


class PaymentForm(PlainForm):
    """What was paid: a year of the residents' scheme, or months of the employees' one."""

    scheme = forms.ChoiceField(label=_("Scheme"), choices=Enrolment.Scheme.choices, widget=forms.RadioSelect)
    person_kind = forms.ChoiceField(label=_("Kind of person"), choices=PersonKind.choices)
    year = ReadField(label=_("Insurance year"), reader=read_year, required=False, help_text=_("Residents: 2026"))
    first_month = ReadField(
        label=_("First month"), reader=read_month, required=False, help_text=_("Employees: 2026-03")
    )
    last_month = ReadField(
        label=_("Last month"), reader=read_month, required=False, help_text=_("Empty: the first month alone")
    )
    amount = ReadField(label=_("Amount in yuan"), reader=read_money)
    paid_on = DayField(label=_("Paid on"))
    channel = forms.ChoiceField(label=_("Paid by"), choices=Channel.choices)
    number = TextField(label=_("Number of the tax receipt"), max_length=40, required=False)
    bought_back = ReadField(
        label=_("Missed years bought back"), reader=read_whole, required=False, help_text=_("How many, if any")
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "paid_on", earliest=EARLIEST, latest=on)

    def clean_amount(self) -> Decimal:
        amount = self.cleaned_data["amount"]
        if not amount or amount >= 10**9:
            raise ValidationError(_("Enter the amount that was paid, above zero."))
        return amount

    def clean(self):
        data = super().clean() or {}
        allowed: tuple[str, ...] = RESIDENT_KINDS
        if data.get("scheme") == RESIDENTS:
            self._need("year", _("Enter the insurance year that was paid."))
        elif data.get("scheme"):
            self._need("first_month", _("Enter the month that was paid, for example 2026-03."))
            allowed = EMPLOYEE_KINDS
            self._check_months(data)
        if data.get("scheme") and data.get("person_kind") not in allowed:
            self.add_error("person_kind", _("Nobody of this kind is in the scheme chosen."))
        if (data.get("bought_back") or 0) > 50:
            self.add_error("bought_back", _("So many years cannot have been missed."))
        return data

    def _need(self, field: str, text) -> None:
        if self.cleaned_data.get(field) is None and field not in self.errors:
            self.add_error(field, text)

    def _check_months(self, data) -> None:
        first, last = data.get("first_month"), data.get("last_month")
        if first is not None and last is not None and not first <= last < first + 600:
            self.add_error("last_month", _("The last month lies before the first one, or fifty years behind it."))

    def paid(self, place: Place) -> Paid:
        """What was paid, at a place. Only for a valid form."""
        data = self.cleaned_data
        if data["scheme"] == RESIDENTS:
            return paid_year(
                place,
                data["year"],
                person_kind=data["person_kind"],
                paid_on=data["paid_on"],
                bought_back=data["bought_back"] or 0,
            )
        first = data["first_month"]
        last = first if data["last_month"] is None else data["last_month"]
        return paid_months(
            place, first_day(first), first_day(last), person_kind=data["person_kind"], paid_on=data["paid_on"]
        )

    def told(self) -> Told:
        """How it was paid. Only for a valid form."""
        data = self.cleaned_data
        return Told(
            channel=data["channel"], amount=data["amount"], paid_on=data["paid_on"], number=data["number"] or ""
        )


class BillForm(PlainForm):
    """What is owed: a year of the residents' scheme, or a month of the employees' one."""

    prefix = "bill"
    scheme = forms.ChoiceField(label=_("Scheme"), choices=Enrolment.Scheme.choices, widget=forms.RadioSelect)
    person_kind = forms.ChoiceField(label=_("Kind of person"), choices=PersonKind.choices)
    year = ReadField(label=_("Insurance year"), reader=read_year, required=False, help_text=_("Residents: 2026"))
    month = ReadField(label=_("Month"), reader=read_month, required=False, help_text=_("Employees: 2026-03"))
    amount = ReadField(
        label=_("Amount in yuan"),
        reader=read_money,
        required=False,
        help_text=_("Empty: the premium of the place for the year, where a source gives it"),
    )
    due_on = DayField(label=_("Due on"), required=False, earliest=EARLIEST, latest=LATEST)

    def clean(self):
        data = super().clean() or {}
        residents = data.get("scheme") == RESIDENTS
        if residents and data.get("year") is None and "year" not in self.errors:
            self.add_error("year", _("Enter the insurance year that is owed."))
        if data.get("scheme") and not residents and data.get("month") is None and "month" not in self.errors:
            self.add_error("month", _("Enter the month that is owed, for example 2026-03."))
        if data.get("scheme") and data.get("person_kind") not in (RESIDENT_KINDS if residents else EMPLOYEE_KINDS):
            self.add_error("person_kind", _("Nobody of this kind is in the scheme chosen."))
        amount = data.get("amount")
        if "amount" not in self.errors and (not residents if amount is None else not 0 < amount < 10**9):
            self.add_error("amount", _("Enter the amount that is owed, above zero."))
        return data

    @property
    def period(self) -> tuple[int, int]:
        """The year and month (0 for a whole year) it is for. Only for a valid form."""
        data = self.cleaned_data
        if data["scheme"] == RESIDENTS:
            return data["year"], 0
        return first_day(data["month"]).year, first_day(data["month"]).month


class TaxFileForm(PlainForm):
    """A file of payments as the tax authority sends it."""

    file = forms.FileField(
        label=_("File of payments"),
        help_text=_(
            "CSV or XLSX with the columns number of the bill, number of the tax receipt, amount, day of payment and channel."
        ),
        widget=forms.FileInput({"accept": ".csv,.xlsx", "autocomplete": "off"}),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty (0 bytes).")},
    )
