"""Words of maternity allowances: what money is for, what days are for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PURPOSE = "maternity_claim"
PURPOSES: Mapping[str, "StrOrPromise"] = {PURPOSE: _("maternity allowance")}
DAYS: Mapping[str, "StrOrPromise"] = {
    "birth": _("birth"),
    "difficult": _("difficult birth"),
    "further_children": _("further children"),
    "ended": _("end of the pregnancy"),
}
HELD = "maternity_questioned"
HOLDS: Mapping[str, "StrOrPromise"] = {HELD: _("it is proposed to take the allowance back")}
