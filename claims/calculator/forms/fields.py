"""Fields that read figures with the engine's own readers, so that a form refuses what the engine would and says the same."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.steps.forms.fields import clean_text
from claims.settlement.rules import SettlementError
from claims.words.codes import code_word
from claims.words.messages import sentence
from claims.words.typed import EARLIEST, tidy

NOT_STATED = _("not stated")
OTHER = "other"


BORN_FROM = date(1900, 1, 1)
# A year that is still to come may be tried out, not a lifetime.
AHEAD = timedelta(days=731)


def visit_days(today: date) -> tuple[date, date]:
    """The days a bill that is tried out may be of."""
    return EARLIEST, today + AHEAD


class FigureField(forms.CharField):
    """A figure as text that one of the engine's readers takes; empty is not given."""

    def __init__(self, read: Callable[[object], object], **kwargs):
        self.read = read
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"inputmode": "decimal", "maxlength": "60", "class": "figure-field"}

    def to_python(self, value):
        text = tidy(clean_text(super().to_python(value)))
        if not text:
            return ""
        try:
            self.read(text)
        except SettlementError as problem:
            raise ValidationError(sentence(problem.problem), code=problem.code) from None
        return text


class PercentField(FigureField):
    """A ratio typed as the percentage people say: 10 and "10 %" are a tenth. A fraction below one is taken as the fraction it
    is, as bills of some hospitals print 0.1."""

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"placeholder": "%"}

    def to_python(self, value):
        text = tidy(clean_text(forms.CharField.to_python(self, value)))
        figure = text.removesuffix("%").strip()
        return super().to_python(as_percentage(figure) if figure and "%" not in figure else text)


def as_percentage(text: str) -> str:
    """A figure as the engine reads a percentage: "10" is "10%", "0.1" too; what is no figure stays for the engine to refuse."""
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return text
    if not figure.is_finite():
        return text
    return text if 0 < figure < 1 else f"{text}%"


class CodeField(forms.ChoiceField):
    """One of the codes a policy asks by, in words. The codes are offered once the policy is known."""

    def __init__(self, fact: str, *, empty=NOT_STATED, **kwargs):
        self.fact, self.empty = fact, empty
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def offer(self, codes: tuple[str, ...], *, only: bool = False) -> None:
        """Offer these codes; with `only`, without the empty choice."""
        words = [(code, code_word(self.fact, code)) for code in codes]
        self.choices = words if only else [("", self.empty), *words]


class CodesField(forms.MultipleChoiceField):
    """Any of the codes a policy asks by."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, fact: str, **kwargs):
        self.fact = fact
        super().__init__(required=False, **kwargs)

    def offer(self, codes: tuple[str, ...]) -> None:
        self.choices = [(code, code_word(self.fact, code)) for code in codes]


# A policy that names "retired" leaves the others unnamed; somebody must be able to be one of them.
OTHER_CATEGORY = (OTHER, _("another category"))
