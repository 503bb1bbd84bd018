"""Words of suspicions: what the kinds of rules are called."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from institutions.catalogue.choices import RuleKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Kinds that are limits of the catalogue itself.
OF_ITEMS: Mapping[str, "StrOrPromise"] = {
    "setting": _("only in some kinds of care"),
    "diagnosis": _("only with some diagnoses"),
    "stay_overlaps": _("stays that overlap"),
    "injury_unasked": _("injuries that somebody else may have to pay"),
}
KINDS: Mapping[str, "StrOrPromise"] = {**dict(RuleKind.choices), **OF_ITEMS}


def kind_words(code: str) -> "StrOrPromise":
    """What a kind of rule is called; the code itself for one nobody names."""
    return KINDS.get(code, code)
