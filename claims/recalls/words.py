"""Words of recalls: why what came back is held."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HELD = "recalled"
HOLDS: Mapping[str, "StrOrPromise"] = {HELD: _("came back by a recall: record the right account first")}
