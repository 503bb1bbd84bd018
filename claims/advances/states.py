"""The states of a payment to an institution beside its months and the moves between them: read by models, triggers and the
engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

ADVANCE_KIND = "institution_advance"


class What(models.TextChoices):
    PREPAYMENT = "prepayment", _("prepayment")
    DEPOSIT = "deposit", _("return of the quality deposit")


class ClearingOutcome(models.TextChoices):
    """What became of a clearing that a second person decides."""

    BOOKED = "booked", _("booked")
    DROPPED = "dropped", _("dropped")


class AdvanceState(models.TextChoices):
    ENTERED = "entered", _("payment to an institution entered")
    REVIEWED = "reviewed", _("payment to an institution reviewed")
    APPROVED = "approved", _("payment to an institution approved")
    RETURNED = "payment_returned", _("payment to an institution returned")
    PAID = "paid", _("payment to an institution paid")
    NOTHING = "settled", _("appraised, nothing to return")
    DECLINED = "declined", _("payment to an institution declined")
    WITHDRAWN = "withdrawn", _("payment to an institution withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(ADVANCE_STEPS)


# Nothing came of it.
GIVEN_UP = ("declined", "withdrawn")
# It is booked.
POSTED_IN = ("approved", "payment_returned", "paid", "settled")

ADVANCE_STEPS = (
    ("review_advance", ("entered",), "reviewed"),
    ("decline_advance", ("entered", "reviewed"), "declined"),
    ("withdraw_advance", ("entered",), "withdrawn"),
    ("approve_advance", ("reviewed",), "approved"),
    # Brought about by the bank, or by a deposit of which nothing is returned.
    ("pay_advance", ("approved", "payment_returned"), "paid"),
    ("return_advance_payment", ("approved",), "payment_returned"),
    ("settle_advance", ("approved",), "settled"),
)
FOLLOWED = frozenset({"pay_advance", "return_advance_payment", "settle_advance"})
