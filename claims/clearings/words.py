"""Words of payments between areas: what money is for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.months.words import BETWEEN_AREAS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RECEIVED = "between_areas_received"
PURPOSES: Mapping[str, "StrOrPromise"] = {
    BETWEEN_AREAS: _("clearing between areas, paid"),
    RECEIVED: _("clearing between areas, received"),
}
