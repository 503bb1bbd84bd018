"""Words of filings: coded reasons, classes and provinces in the reader's language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.offsite.rules.coded import LONG_TERM, TEMPORARY, filing_reasons, provinces

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CLASS_WORDS: Mapping[str, Promise] = {
    LONG_TERM: _("long-term, stands until it is changed"),
    TEMPORARY: _("temporary"),
}
# How care stands filed, as pages and the settlement say it.
STATE_WORDS: Mapping[str, Promise] = {
    "local": _("inside the province: nothing is filed"),
    "filed": _("filed"),
    "unfiled": _("not filed"),
    "emergency": _("emergency: counts as filed"),
}


def _in_language(words: Mapping[str, str]) -> str:
    return words.get(get_language() or "zh-hans") or words["zh-hans"]


def reason_of(code: str) -> str:
    """Why somebody files; the code itself for one the file no longer has."""
    return _in_language(filing_reasons()[code].words) if code in filing_reasons() else code


def province_of(code: str) -> str:
    """The name of a province by the first two digits of its divisions."""
    return _in_language(provinces()[code]) if code in provinces() else code


def reasons_offered(day) -> "list[tuple[str, StrOrPromise]]":
    """The choices of a form on a day, each with its class."""
    return [
        (code, f"{_in_language(one.words)} ({CLASS_WORDS[one.class_]})")
        for code, one in filing_reasons().items()
        if one.offered_on(day)
    ]


def provinces_offered() -> "list[tuple[str, StrOrPromise]]":
    """The choices of a form."""
    return [(code, _in_language(words)) for code, words in provinces().items()]
