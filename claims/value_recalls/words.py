"""Words of recalls of values: why the job does not go on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STOPPED: Mapping[str, "StrOrPromise"] = {
    "": "",
    "appointment_ended": _(
        "Whoever had it posted may not do so any more, or is touched herself. Somebody else posts on."
    ),
    "books_closed": _("The books of this month are closed: it is posted once they are open."),
    "payment_under_way": _("A payment of hers is on its way: she is posted once the bank has answered."),
    "year_closed": _("The year is closed: a hand decides."),
}
FAILED = _("It failed, and is tried again.")


def stopped_words(code: str) -> "StrOrPromise":
    """Why somebody was not posted, or the job stopped; "" where nothing stands against it."""
    return STOPPED.get(code, FAILED)
