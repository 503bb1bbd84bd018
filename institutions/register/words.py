"""Words of the register: kinds and services in the language in force, what is wrong with a code."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutions.register.rules.kinds import Named, kinds, services

PROBLEMS: dict[str, Promise] = {
    "empty": _("Enter the code."),
    "wrong_length": _("The code has twelve characters: H or P, six digits of the division, five of the sequence."),
    "wrong_letter": _("The code begins with H for a medical institution or P for a pharmacy."),
    "not_digits": _("After its letter the code has digits alone."),
    "wrong_division": _("The second and third characters are no province."),
    "no_sequence": _("The last five digits are all zero."),
}


def said(named: Named) -> str:
    """A kind or a service in the language in force."""
    return named.words[(get_language() or "zh-hans").replace("-", "_")]


def kind_words(code: str) -> str:
    """A kind of institution, or its code where the file has it no more."""
    return said(kinds()[code]) if code in kinds() else code


def service_words(code: str) -> str:
    """A service, or its code where the file has it no more."""
    return said(services()[code]) if code in services() else code
