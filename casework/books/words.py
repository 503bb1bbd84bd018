"""Words of the books: the schemes whose funds they are."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SCHEMES: Mapping[str, "StrOrPromise"] = {
    "uebmi": _("basic medical insurance for urban employees"),
    "urrbmi": _("basic medical insurance for urban and rural residents"),
}
