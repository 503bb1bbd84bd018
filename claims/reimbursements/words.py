"""Words of manual reimbursements: coded reasons and grounds in the reader's language, what money is for, why a payment is held."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.reimbursements.rules.coded import Coded, grounds, reasons

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PURPOSE = "reimbursement"
PURPOSES: Mapping[str, "StrOrPromise"] = {PURPOSE: _("manual reimbursement")}
# Who bears what of a settlement, as the engine names it.
LAYER_WORDS: Mapping[str, "StrOrPromise"] = {
    "fund_pays": _("Pooled fund"),
    "supplement_pays": _("Supplement"),
    "major_illness_pays": _("Critical illness insurance"),
    "assistance_pays": _("Medical assistance"),
}


class _Reader:
    """The words of a data file in whatever language is in force when they are shown."""

    def __init__(self, words: Mapping[str, str]):
        self.words = words

    def __str__(self) -> str:
        return self.words.get(get_language() or "zh-hans") or self.words["zh-hans"]


# In which order a year is counted, as a value that an office enters.
ORDERS = {
    "settlement": _("as they are settled"),
    "care": _("by the days of the care"),
    "marked": _("settled, and marked as late"),
    "refused": _("refused, and told why"),
}


def said(one: Coded) -> "StrOrPromise":
    """A reason or ground as a page shows it."""
    return lazystr(_Reader(one.words))


def reason_words(code: str) -> "StrOrPromise":
    """Why it is claimed by hand; the code itself for one the file no longer has."""
    return said(reasons()[code]) if code in reasons() else code


def ground_words(code: str) -> "StrOrPromise":
    return said(grounds()[code]) if code in grounds() else code


def figure(value) -> str:
    """A figure as somebody types it: two decimals at least where it has any, no zeros behind them."""
    if value is None:
        return ""
    text = f"{value:f}"
    whole, point, rest = text.partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest.ljust(2, '0')}" if point and rest else whole
