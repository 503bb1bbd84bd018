"""Words of payments beside the months: what money is for, which layer of what a deposit was withheld from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PREPAYMENT, DEPOSIT, RETURN, CLEARING, FORFEIT = (
    "institution_prepayment",
    "quality_deposit",
    "quality_deposit_return",
    "prepayment_clearing",
    "quality_deposit_kept",
)
PURPOSES: Mapping[str, "StrOrPromise"] = {
    PREPAYMENT: _("prepayment to an institution"),
    DEPOSIT: _("quality deposit withheld from a month"),
    RETURN: _("quality deposit returned"),
    CLEARING: _("prepayment cleared against a month"),
    FORFEIT: _("quality deposit kept by the funds"),
}
