"""Forms of a change of an enrolment: what its act asks for, and the decision on it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.rules.acts import Act, table
from enrolment.changes.services.asked import ChangeData
from enrolment.changes.services.details import DETAILS, NO_BIRTH, NO_DETAIL, NO_VALUE, NUMBER_BIRTH, NUMBERS
from enrolment.changes.services.opening import NO_ACCOUNT, NO_REASON
from enrolment.changes.services.years import OTHER_AMOUNT, PaidBack
from enrolment.changes.words import DETAIL_WORDS, account_words, decline_words, in_force, reason_words
from enrolment.contributions.forms import ReadField
from enrolment.contributions.queries.refunds import Refundable
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import first_day, last_day
from enrolment.coverage.rules.reading.values import read_money, read_month, read_whole
from enrolment.documents.rules.identity_numbers.divisions import MAINLAND
from enrolment.persons.models.family_binding import Relative
from enrolment.persons.models.person import Person
from enrolment.platform.forms import clean_confirmation

# The longest number of a document that is read at all, and the longest of the details there are.
LONGEST_NUMBER = 40
LONGEST_VALUE = max(text_of(Person, name).max_length or 0 for name in ("name", "latin_name"))
# As a form of the counter writes them, in Latin letters or in Chinese.
SEXES = {"F": "female", "M": "male", "女": "female", "男": "male"}
# Nobody alive was born before 1900.
EARLIEST_BIRTH = date(1900, 1, 1)
# Before basic medical insurance existed nothing of it can begin or end.
EARLIEST = date(1998, 1, 1)
# What is announced lies within a year or two; a recognised disease is renewed within some years.
LONGEST_AHEAD = timedelta(days=20 * 366)
# Sixty years of work.
MOST_MONTHS = 720
NOT_ITS_BIRTH = _("A date of birth is asked only where the number and the date in it are corrected together.")
NOT_A_DIVISION = _("Enter the six digits of the division code of a place on the mainland, for example 350100.")


CODE_DIGITS = EnrolmentChange._meta.get_field("area_code").max_length


class DivisionField(TextField):
    """The six digits of a division on the mainland."""

    def clean(self, value):
        text = super().clean(value)
        if text and not (len(text) == 6 and text.isascii() and text.isdigit() and text[:2] in MAINLAND):
            raise ValidationError(NOT_A_DIVISION)
        return text


class ChangeForm(PlainForm):
    """What is asked for; only the fields of the act are there."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect, error_messages={"required": NO_REASON})
    takes_effect_on = DayField(earliest=EARLIEST)
    ends_on = DayField(label=_("Until"), earliest=EARLIEST)
    months = ReadField(label=_("Months of contributions that count"), reader=read_whole)
    actual_months = ReadField(
        label=_("Of these really paid"), reader=read_whole, required=False, help_text=_("Empty: all of them")
    )
    detail = TextField(
        label=_("Disease, as the papers of the diagnosis name it"),
        max_length=120,
        error_messages={"required": _("Write the disease as the papers name it.")},
    )
    account = forms.ChoiceField(
        label=_("Personal account"), widget=forms.RadioSelect, error_messages={"required": NO_ACCOUNT}
    )
    area_code = DivisionField(
        label=_("Division code of the other area"),
        max_length=CODE_DIGITS,
        help_text=_("Six digits, for example 350100"),
    )
    area_name = text_of(EnrolmentChange, "area_name", label=_("Name of the other area"), required=True)
    carried_scheme = forms.ChoiceField(
        label=_("Scheme there"), choices=Enrolment.Scheme.choices, widget=forms.RadioSelect
    )
    carried_from = ReadField(label=_("First month paid there"), reader=read_month, help_text=_("Written 2026-03"))
    carried_until = ReadField(label=_("Last month paid there"), reader=read_month, help_text=_("Written 2026-03"))
    carried_amount = ReadField(
        label=_("Amount of the personal account in yuan"),
        reader=read_money,
        required=False,
        help_text=_("Empty: none came"),
    )
    relative_number = TextField(
        label=_("Number of the relative's document"),
        max_length=LONGEST_NUMBER,
        help_text=_("Of whichever document of hers is on record"),
    )
    relation = forms.ChoiceField(
        label=_("What the relative is to the holder"), choices=Relative.choices, widget=forms.RadioSelect
    )
    both_consent = forms.BooleanField(
        label=_("Holder and relative both consent in writing; the papers are kept with the case"), required=False
    )
    payment = forms.ChoiceField(
        label=_("Payment of which something is given back"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the payment.")},
    )
    refund_amount = ReadField(
        label=_("Amount given back in yuan"),
        reader=read_money,
        required=False,
        help_text=_("Empty: all that is left of the payment"),
    )
    wage = ReadField(
        label=_("Average wage of a month in yuan, as the place publishes it"),
        reader=read_money,
        error_messages={"required": _("Enter the average wage by which the place reckons.")},
    )
    about = forms.ChoiceField(
        label=_("What is corrected"), widget=forms.RadioSelect, error_messages={"required": NO_DETAIL}
    )
    claimed = TextField(
        label=_("What is right, as the proof says it"),
        max_length=LONGEST_VALUE,
        help_text=_("A day with the year first: 2026-06-07; of the sex F or M"),
        error_messages={"required": NO_VALUE},
    )
    claimed_birth = DayField(
        label=_("Date of birth in the right number"),
        required=False,
        earliest=EARLIEST_BIRTH,
        help_text=_("Only where the date of birth was wrong in the number as well"),
    )
    received_on = DayField(label=_("Papers received on"))

    FIELDS = {
        "until": ("ends_on",),
        "months": ("months", "actual_months"),
        "disease": ("detail",),
        "area": ("area_code", "area_name"),
        "carried": ("carried_scheme", "carried_from", "carried_until"),
        "amount": ("carried_amount",),
        "payment": ("payment", "refund_amount"),
        "wage": ("wage",),
        "details": ("about", "claimed", "claimed_birth"),
        "relative": ("relative_number", "relation", "both_consent"),
    }

    def __init__(self, *args, act: Act, on: date, payments: Sequence[Refundable] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.act = act
        self.payments = {str(one.payment.pk): one for one in payments}
        asked = {"received_on"}
        for name in act.asks:
            asked |= set(self.FIELDS.get(name, (name,)))
        if act.accounts:
            asked.add("account")
        for name in set(self.fields) - asked:
            del self.fields[name]
        set_bounds(self, "received_on", earliest=EARLIEST, latest=on)
        for name in ("takes_effect_on", "ends_on"):
            if name in self.fields:
                set_bounds(self, name, latest=on + LONGEST_AHEAD)
        self._choices("reason", act.reasons, reason_words)
        self._choices("account", act.accounts, account_words)
        self._choices("about", DETAILS, DETAIL_WORDS.get)
        self._choices("payment", self.payments, self._payment_words)
        if "takes_effect_on" in self.fields:
            self.fields["takes_effect_on"].label = in_force(act.day)

    def _choices(self, name: str, codes, words) -> None:
        if name in self.fields:
            cast(forms.ChoiceField, self.fields[name]).choices = [(code, words(code)) for code in codes]

    def _payment_words(self, key: str) -> str:
        one = self.payments[key]
        values = {"period": one.payment.bill.period, "paid_on": one.payment.paid_on.isoformat(), "left": one.left}
        return gettext("For %(period)s, paid on %(paid_on)s: %(left)s yuan not given back") % values

    def clean_refund_amount(self):
        amount = self.cleaned_data["refund_amount"]
        if amount is not None and not 0 < amount < 10**9:
            raise ValidationError(_("Enter the amount that is given back, above zero, or leave it empty."))
        return amount

    def clean_wage(self):
        wage = self.cleaned_data["wage"]
        if not wage or wage >= 10**9:
            raise ValidationError(_("Enter the average wage by which the place reckons."))
        return wage

    def _clean_claimed(self, data) -> None:
        """What is right, as the file holds it: a day, one of two sexes, a text of its length."""
        about, typed = data.get("about"), data.get("claimed")
        if not about or not typed:
            return
        try:
            if about == "birth_on":
                data["claimed"] = DayField(earliest=EARLIEST_BIRTH).clean(typed).isoformat()
            elif about == "sex":
                data["claimed"] = SEXES[typed.upper()]
            elif about not in NUMBERS:
                data["claimed"] = text_of(Person, about, required=True).clean(typed)
        except KeyError:
            self.add_error("claimed", _("Write F or M."))
        except ValidationError as problem:
            self.add_error("claimed", problem)

    def _clean_claimed_birth(self, data) -> None:
        """The day of birth belongs to a number of which both were wrong, and to nothing else."""
        if "claimed_birth" not in self.fields or not data.get("about") or "claimed_birth" in self.errors:
            return
        day = data.pop("claimed_birth", None)
        if data["about"] == NUMBER_BIRTH and day is None:
            self.add_error("claimed_birth", NO_BIRTH)
        elif data["about"] != NUMBER_BIRTH and day is not None:
            self.add_error("claimed_birth", NOT_ITS_BIRTH)
        elif day is not None:
            data["claimed_birth"] = day.isoformat()

    def clean_carried_amount(self):
        amount = self.cleaned_data["carried_amount"]
        if amount is not None and not 0 < amount < 10**9:
            raise ValidationError(_("Enter the amount that came, above zero, or leave it empty."))
        return amount

    def clean_months(self):
        months = self.cleaned_data["months"]
        if months is None or not 0 < months <= MOST_MONTHS:
            raise ValidationError(_("Enter how many months, 1 to 720."))
        return months

    def clean_actual_months(self):
        actual, months = self.cleaned_data["actual_months"], self.cleaned_data.get("months")
        if actual is not None and months is not None and actual > months:
            raise ValidationError(_("These are more than the months that count."))
        if actual is not None and actual > MOST_MONTHS:
            raise ValidationError(_("Enter how many months, 1 to 720."))
        return actual

    def clean(self):
        data = super().clean() or {}
        self._clean_claimed(data)
        self._clean_claimed_birth(data)
        first, last = data.get("carried_from"), data.get("carried_until")
        if first is not None and last is not None and not first <= last < first + 600:
            self.add_error("carried_until", _("The last month lies before the first one, or fifty years behind it."))
        return data

    def data_asked(self, relative: Person | None = None) -> ChangeData:
        """What is asked for; `relative` is who the number of a relative's document leads to. Only for a valid form."""
        found = {name: value for name, value in self.cleaned_data.items() if value is not None}
        if found.pop("relative_number", None):
            found["relative"] = relative
        if "payment" in found:
            found["payment"] = self.payments[found["payment"]].payment
        for name, reads in (("carried_from", first_day), ("carried_until", last_day)):
            if name in found:
                found[name] = reads(found[name])
        found.setdefault("takes_effect_on", found["received_on"])
        return ChangeData(act=self.act.code, **found)


class RecordForm(StepForm):
    """The press of the button; where the national platform confirms the act, the confirmation it gave."""

    confirmation = text_of(
        EnrolmentChange, "confirmation", label=_("Confirmation of the national platform"), required=True
    )

    amount = ReadField(label=_("Amount paid in yuan"), reader=read_money)
    paid_on = DayField(label=_("Paid on"), earliest=EARLIEST)
    payment_number = text_of(EnrolmentChange, "payment_number", required=True)

    stays = forms.BooleanField(label=_("The premium stays given back: no cover follows from it"), required=False)

    def __init__(self, *args, confirmed: bool, owed: Decimal | None, given_back: bool, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on, self.owed = on, owed
        if not confirmed:
            del self.fields["confirmation"]
        if not given_back:
            del self.fields["stays"]
        if owed is not None:
            set_bounds(self, "paid_on", latest=on)
        else:
            for name in ("amount", "paid_on", "payment_number"):
                del self.fields[name]

    def clean_amount(self):
        if self.cleaned_data["amount"] != self.owed:
            raise ValidationError(OTHER_AMOUNT, code="other_amount", params={"amount": self.owed})
        return self.cleaned_data["amount"]

    def paid_back(self) -> PaidBack | None:
        """What was paid, where the act asks for it. Only for a valid form."""
        data = self.cleaned_data
        if "payment_number" not in self.fields:
            return None
        return PaidBack(amount=data["amount"], paid_on=data["paid_on"], number=data["payment_number"])

    def clean(self):
        cleaned = super().clean() or {}
        if "confirmation" in cleaned:
            clean_confirmation(self, cleaned, "confirmation", self.on, self.on)
        return cleaned


class AssessForm(StepForm):
    """What the experts said, and when they met."""

    opinion_on = DayField(label=_("The experts met on"), earliest=EARLIEST)
    favours = forms.ChoiceField(
        label=_("Do they recognise it?"), choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect
    )

    def __init__(self, *args, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        set_bounds(self, "opinion_on", latest=on)


class DeclineForm(StepForm):
    """Why the change is not recorded."""

    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(code, decline_words(code)) for code in table().declines]
        cast(forms.ChoiceField, self.fields["reason"]).choices = choices
