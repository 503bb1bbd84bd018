"""Words of requests about personal information: rights, what they are about, grounds of refusal, in the language in force."""

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language

from enrolment.consent.rules.purposes import purposes
from enrolment.data_requests.rules.rights import Worded, table

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise


class _Reader:
    """The words of the data file in whatever language is in force when they are shown."""

    def __init__(self, words):
        self.words = words

    def __str__(self) -> str:
        return self.words[get_language() or "zh-hans"]


def said(one: Worded) -> "StrOrPromise":
    """A right, field or ground as a page shows it, in the language in force then."""
    return lazystr(_Reader(one.words))


def right_words(code: str) -> "StrOrPromise":
    """A right by its code; the code itself for one the file no longer has."""
    return said(table().rights[code]) if code in table().rights else code


def ground_words(code: str) -> "StrOrPromise":
    return said(table().grounds[code]) if code in table().grounds else code


def about_in_three(code: str, on: "date") -> dict[str, str]:
    """What a request is about, by language; {} for the whole file."""
    if code in table().fields:
        return dict(table().fields[code].words)
    known = purposes(on)
    return dict(known[code].name) if code in known else {}


def about_words(code: str, on: "date") -> "StrOrPromise":
    """The same in the language in force; "" for the whole file."""
    words = about_in_three(code, on)
    return lazystr(_Reader(words)) if words else ""
