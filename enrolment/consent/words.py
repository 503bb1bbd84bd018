"""Words of notices and consents: those of the data file in the reader's language, and why somebody does not speak."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enrolment.consent.rules.who_speaks import HAS_DIED, NEEDS_GUARDIAN, NOT_COVERED

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AGAINST: dict[str, "StrOrPromise"] = {
    NEEDS_GUARDIAN: _("The person is under the age at which she is told and asked herself: her guardian is."),
    NOT_COVERED: _("The letter of authority does not cover this."),
    HAS_DIED: _("The file says that the person has died."),
}


def in_force(words: Mapping[str, str]) -> str:
    """Words of the data file in the language in force now."""
    return words[get_language() or "zh-hans"]
