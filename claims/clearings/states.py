"""The states of a payment between areas and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

AREA_CLEARING_KIND = "area_clearing"


class AreaClearingState(models.TextChoices):
    STATED = "stated", _("payment between areas stated")
    APPROVED = "approved", _("payment between areas approved")
    RETURNED = "payment_returned", _("payment between areas returned")
    PAID = "paid", _("payment between areas paid")
    DECLINED = "declined", _("payment between areas declined")
    WITHDRAWN = "withdrawn", _("payment between areas withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(AREA_CLEARING_STEPS)


# Nothing came of it: what it named is due with the next statement.
GIVEN_UP = ("declined", "withdrawn")
# It is booked in both areas.
BOOKED_IN = ("approved", "payment_returned", "paid")

AREA_CLEARING_STEPS = (
    ("approve_area_clearing", ("stated",), "approved"),
    ("decline_area_clearing", ("stated",), "declined"),
    ("withdraw_area_clearing", ("stated",), "withdrawn"),
    # Brought about by the bank.
    ("pay_area_clearing", ("approved", "payment_returned"), "paid"),
    ("return_area_clearing", ("approved",), "payment_returned"),
)
FOLLOWED = frozenset({"pay_area_clearing", "return_area_clearing"})
