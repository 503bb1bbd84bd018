"""Words of recoveries: what money is for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REPAYMENT, SET_OFF = "repayment", "set_off"
PURPOSES: Mapping[str, "StrOrPromise"] = {
    REPAYMENT: _("overpayment repaid"),
    SET_OFF: _("set off against an overpayment"),
}
