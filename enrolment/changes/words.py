"""Words of changes: those of the data file in the reader's language, and what stands against a change as a sentence."""

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enrolment.changes.rules.acts import Said, table
from enrolment.persons.words import FILE_MERGED

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AGAINST: dict[str, "StrOrPromise"] = {
    "file_merged": FILE_MERGED,
    "has_died": _("The file says that the person died on %(day)s. Nothing of the enrolment is changed any more."),
    "not_dead": _("The file does not say that the person has died."),
    "same_day": _("The file says this day already."),
    "not_enrolled": _("No enrolment stands here that could be changed."),
    "not_enrolled_that_day": _("No enrolment stands on this day. Compare it with the cover on the person's page."),
    "too_far_ahead": _("This day lies more than a year ahead."),
    "suspended_already": _("The enrolment is suspended since %(day)s already. Resume it first."),
    "not_suspended": _("The enrolment is not suspended."),
    "before_suspension": _("The suspension began on %(day)s; it cannot end before that."),
    "in_future": _("This day lies ahead."),
    "before_birth": _("This day lies before the person was born."),
    "scheme_begins_that_day": _("The present scheme begins on this very day. Choose a later one."),
    "same_area": _(
        "This is a place of our own pooling area. Between its offices a file is handed over: ask for a transfer of the file."
    ),
    "ends_before": _("The last day lies before the first one."),
    "stands_already": _("This is on file from %(day)s already, and the two would overlap."),
    "not_an_employee": _("On this day the person is not in the employees' scheme."),
    "no_employee_now": _("The person is not in the employees' scheme today."),
    "no_account": _("The person is not in the employees' scheme: only there are personal accounts."),
    "enrol_first": _("The person is not enrolled here. Enrol her first; the relation follows her."),
    "carried_not_over": _("The last month there must be over."),
    "covered_here_then": _(
        "Cover here begins on %(day)s: nobody is covered there and here at once. Compare the months."
    ),
}


class _Reader:
    """The words of the data file in whatever language is in force when they are shown."""

    def __init__(self, words: Said):
        self.words = words

    def __str__(self) -> str:
        return self.words.in_language(get_language() or "zh-hans")


def said(words: Said) -> "StrOrPromise":
    """An act, reason or effect as a page shows it, in the language in force then."""
    return lazystr(_Reader(words))


def in_force(words: dict[str, str] | object) -> str:
    """One of three texts by column, in the language in force now."""
    column = (get_language() or "zh-hans").replace("-", "_")
    return words[column] if isinstance(words, dict) and column in words else ""


def act_words(code: str) -> "StrOrPromise":
    """An act by its code; the code itself for one the file no longer has."""
    return said(table().acts[code]) if code in table().acts else code


def reason_words(code: str) -> "StrOrPromise":
    return said(table().reasons[code]) if code in table().reasons else code


def account_words(code: str) -> "StrOrPromise":
    return said(table().accounts[code]) if code in table().accounts else code


def decline_words(code: str) -> "StrOrPromise":
    return said(table().declines[code]) if code in table().declines else code


def effect_words(code: str) -> "StrOrPromise":
    return said(table().effects[code]) if code in table().effects else code


SEX_FOLLOWS = _("The right number says another sex than the file: it is corrected with the number.")
STAYS_GIVEN_BACK = _("The premium given back because of the death stays given back: no cover follows from it.")
DETAIL_WORDS: dict[str, "StrOrPromise"] = {
    "name": _("Name"),
    "latin_name": _("Name in Latin letters"),
    "sex": _("Sex"),
    "birth_on": _("Date of birth"),
    "number": _("Number of an identity document"),
    "number_birth": _("Number of an identity document and the date of birth in it"),
}
PURPOSES = {
    "account_credit": _("credit of a month to the personal account"),
    "premium_refund": _("refund of a premium"),
    "account_paid_out": _("balance of the personal account, to the person"),
    "account_to_heirs": _("balance of the personal account, to the heirs"),
    "account_leaves": _("personal account sent with a transfer"),
    "account_brought": _("personal account received with a transfer"),
}
HOLDS = {"heirs_not_proven": _("who the heirs are is not proven yet")}
# Let go of by the reversal of what it is owed for, by no proof.
HOLDS_OF_CASES = {"death_taken_back": _("the death was taken back: no heir is owed anything")}
