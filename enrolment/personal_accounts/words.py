"""Words of a personal account: why a month has no credit, and what the credits rest on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from enrolment.personal_accounts.rules.credits import FLEXIBLE, NO_BASE, NO_SOURCE, NOT_PAID

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WHY: dict[str, "StrOrPromise"] = {
    NO_SOURCE: _("No source gives the credit of this place; its office enters it with the values of rules."),
    NO_BASE: _("No contribution base is on record for the month."),
    FLEXIBLE: _("No source says what somebody in flexible employment is credited."),
    NOT_PAID: _("The month is not paid for."),
}


class _Rule:
    """What the credits of a year rest on, in whatever language is in force when it is shown."""

    def __init__(self, sources: Sequence[str]):
        self.sources = sources

    def __str__(self) -> str:
        return "; ".join(_g(source) for source in self.sources) or str(WHY[NO_SOURCE])


def rule_words(sources: Sequence[str]) -> "StrOrPromise":
    """The sources of the credits of a year; that there is none where there is none."""
    return lazystr(_Rule(sources))
