"""The states of a recall and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

RECALL_KIND = "payment_recall"


class RecallState(models.TextChoices):
    ASKED = "asked", _("proposed")
    SENT = "sent", _("asked of the bank")
    RETURNED = "returned", _("money back, in suspense")
    REPAID = "repaid", _("owed anew")
    REFUSED = "refused", _("not got back")
    DROPPED = "dropped", _("taken back")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(RECALL_STEPS)


# While a payment has one of these, no second recall of it is opened.
LIVING = ("asked", "sent", "returned", "repaid")

RECALL_STEPS = (
    ("confirm_recall", ("asked",), "sent"),
    ("drop_recall", ("asked",), "dropped"),
    ("record_recalled", ("sent",), "returned"),
    ("refuse_recall", ("sent",), "refused"),
    ("repay_recalled", ("returned",), "repaid"),
)
