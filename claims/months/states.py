"""The states of an institution's month and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

MONTH_KIND = "institution_month"


class MonthState(models.TextChoices):
    DECLARED = "declared", _("declared")
    STATED = "stated", _("statement sent, may reply")
    OBJECTED = "objected", _("objected to")
    AGREED = "agreed", _("agreed")
    REVIEWED = "reviewed", _("reviewed")
    POSTING = "posting", _("approved, being posted")
    POSTED = "posted", _("posted, to be paid")
    RETURNED = "payment_returned", _("payment returned")
    PAID = "paid", _("paid")
    NOTHING = "settled", _("settled, nothing to pay")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(MONTH_STEPS)


# Nothing of it is agreed: it may be worked out anew, or taken back and sent again.
OPEN_TO_CHANGE = ("declared", "objected")
# It is booked: what was wrong of it is recovered or corrected.
POSTED = ("posted", "payment_returned", "paid", "settled")
MONTH_STEPS = (
    ("state_month", OPEN_TO_CHANGE, "stated"),
    ("agree_month", ("stated",), "agreed"),
    ("object_month", ("stated",), "objected"),
    ("review_month", ("agreed",), "reviewed"),
    ("send_back_month", ("reviewed",), "declared"),
    ("approve_month", ("reviewed",), "posting"),
    ("withdraw_month", OPEN_TO_CHANGE, "withdrawn"),
    # Brought about by the run, then by the bank.
    ("post_month", ("posting",), "posted"),
    ("settle_month", ("posting",), "settled"),
    ("pay_month", ("posted", "payment_returned"), "paid"),
    ("return_month_payment", ("posted",), "payment_returned"),
)
FOLLOWED = frozenset({"post_month", "settle_month", "pay_month", "return_month_payment"})
