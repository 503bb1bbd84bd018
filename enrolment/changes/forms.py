"""Forms of a change of an enrolment: what its act asks for, and the decision on it."""

from datetime import date, timedelta
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.base import PlainForm, StepForm
from casework.steps.forms.fields import DayField, TextField, set_bounds, text_of
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.rules.acts import Act, table
from enrolment.changes.services.opening import NO_ACCOUNT, NO_REASON, ChangeData
from enrolment.changes.words import account_words, decline_words, in_force, reason_words
from enrolment.contributions.forms import ReadField
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.days import first_day, last_day
from enrolment.coverage.rules.reading.values import read_money, read_month, read_whole
from enrolment.documents.rules.identity_numbers.divisions import MAINLAND
from enrolment.platform.forms import clean_confirmation

# Before basic medical insurance existed nothing of it can begin or end.
EARLIEST = date(1998, 1, 1)
# What is announced lies within a year or two; a recognised disease is renewed within some years.
LONGEST_AHEAD = timedelta(days=20 * 366)
# Sixty years of work.
MOST_MONTHS = 720
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
    received_on = DayField(label=_("Papers received on"))

    FIELDS = {
        "until": ("ends_on",),
        "months": ("months", "actual_months"),
        "disease": ("detail",),
        "area": ("area_code", "area_name"),
        "carried": ("carried_scheme", "carried_from", "carried_until"),
        "amount": ("carried_amount",),
    }

    def __init__(self, *args, act: Act, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.act = act
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
        if "takes_effect_on" in self.fields:
            self.fields["takes_effect_on"].label = in_force(act.day)

    def _choices(self, name: str, codes, words) -> None:
        if name in self.fields:
            cast(forms.ChoiceField, self.fields[name]).choices = [(code, words(code)) for code in codes]

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
        first, last = data.get("carried_from"), data.get("carried_until")
        if first is not None and last is not None and not first <= last < first + 600:
            self.add_error("carried_until", _("The last month lies before the first one, or fifty years behind it."))
        return data

    def data_asked(self) -> ChangeData:
        """What is asked for. Only for a valid form."""
        found = {name: value for name, value in self.cleaned_data.items() if value is not None}
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

    def __init__(self, *args, confirmed: bool, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        if not confirmed:
            del self.fields["confirmation"]

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
