"""Form fields that forgive how things are typed and refuse what cannot be meant."""

import unicodedata
from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader
from casework.questions.words import OF_NUMBERS
from casework.rulebook.rules.dates import DateUnreadable, parse_date

DATE_MESSAGES = {
    "unreadable_date": _("Write the date with the year first, for example 2026-06-07."),
    "impossible_date": _("There is no such day. Check month and day."),
    "day_first": _(
        "Day and month could be exchanged here. Write the date with the year first, for example 2026-06-07."
    ),
    "short_year": _("Write the year with four digits and first, for example 2026-06-07."),
    "incomplete": _("Year, month and day are all needed. Write for example 2026-06-07."),
    "weekday_differs": _(
        "The day of the week does not belong to this date. Check both, or leave the day of the week out."
    ),
    "minguo": _("This looks like a year counted from 1912. If %(day)s is meant, write it so."),
    "required": _("Enter a date."),
}
_HIDDEN = {"Cc", "Cf"}


def clean_text(raw: str) -> str:
    """NFC, without control, zero-width and direction-changing characters, white space collapsed.

    Raises ValidationError for text no database can store (a lone surrogate).
    """
    if any(unicodedata.category(char) == "Cs" for char in raw):
        raise ValidationError(_("This text holds a character that cannot be stored. Type it again."))
    visible = "".join(" " if char.isspace() else char for char in raw)
    visible = "".join(char for char in visible if unicodedata.category(char) not in _HIDDEN)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


class TextField(forms.CharField):
    """One line of text, cleaned; what is invisible counts as empty."""

    def to_python(self, value):
        return clean_text(str(value)) if value not in self.empty_values else ""


def text_of(model: type[models.Model], name: str, **changes) -> TextField:
    """The field for one line of a model's column: its label, its length, optional where the column may be empty; `changes`
    for what the form says otherwise. So a length stands once."""
    column = model._meta.get_field(name)
    of_column = {
        "label": capfirst(column.verbose_name),
        "max_length": column.max_length,
        "required": not (column.blank or column.null),
    }
    return TextField(**of_column | changes)


class BankNumberField(TextField):
    """The number a bank gave to a movement: full width, small letters and spaces make no other number of it, so that none is told
    twice."""

    def to_python(self, value):
        return "".join(unicodedata.normalize("NFKC", super().to_python(value)).upper().split())


def bank_number_of(model: type[models.Model]) -> BankNumberField:
    """The field for a model's `bank_number`, which has to be told."""
    longest = model._meta.get_field("bank_number").max_length
    return BankNumberField(label=_("Number of the bank"), max_length=longest)


class ReadField(TextField):
    """One line that a reader of rules reads; what it refuses stands beside the field, in the words of `messages`."""

    messages: Mapping[str, Promise] = OF_NUMBERS

    def __init__(self, *, reader: Reader, **kwargs):
        self.reader = reader
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            # Full-width digits, and a sign of the currency, as an input method and a receipt write them.
            return self.reader(unicodedata.normalize("NFKC", text).strip("¥元 "))
        except FactsError as error:
            raise ValidationError(str(self.messages[error.code]) % error.params) from None


class ParagraphField(forms.CharField):
    """Text of several lines, each cleaned; what is invisible counts as empty."""

    widget = forms.Textarea

    def to_python(self, value):
        lines = str(value).splitlines() if value not in self.empty_values else []
        return "\n".join(clean_text(line) for line in lines).strip()


def set_bounds(form: forms.BaseForm, name: str, *, earliest: date | None = None, latest: date | None = None) -> None:
    """The first and last day a field of a form takes; None leaves what the form declares."""
    day = form.fields[name]
    if not isinstance(day, DayField):
        raise TypeError(f"{name} is no field for a day")
    day.earliest = day.earliest if earliest is None else earliest
    day.latest = day.latest if latest is None else latest


class DayField(forms.Field):
    """A date typed year first, the same in every language and with the keys of a number pad alone; what was typed stays."""

    widget = forms.TextInput
    default_error_messages = DATE_MESSAGES

    def __init__(self, *, earliest=None, latest=None, **kwargs):
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("help_text", _("Year first: 2026-06-07"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": "40", "class": "date-field"}

    def prepare_value(self, value):
        return value.isoformat() if hasattr(value, "isoformat") else value

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_date(str(value))
        except DateUnreadable as problem:
            message = self.error_messages[problem.why or problem.code]
            raise ValidationError(message, code=problem.code, params={"day": problem.day}) from None

    def validate(self, value):
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(_("This date lies too far back."), code="too_early")
        if value and self.latest and value > self.latest:
            raise ValidationError(_("This date lies too far ahead."), code="too_late")
