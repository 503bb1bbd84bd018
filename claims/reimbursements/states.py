"""The states of a manual reimbursement and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.engine.table import moves_of

REIMBURSEMENT_KIND = "reimbursement"


class ClaimState(models.TextChoices):
    DRAFT = "draft", _("receipts being entered")
    RECEIVED = "received", _("received")
    RETURNED = "returned", _("returned for papers")
    REVIEWED = "reviewed", _("first review done")
    SECOND_REVIEWED = "second_reviewed", _("second review done")
    APPROVED = "approved", _("approved, to be paid")
    PAYMENT_RETURNED = "payment_returned", _("returned by the bank")
    # "paid" alone is said of contributions.
    PAID = "paid", pgettext_lazy("claim", "paid")
    SETTLED = "settled", _("settled, nothing to pay")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVERSED = "reversed", _("reversed")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(CLAIM_STEPS)


# What is still being put together, and what has given its receipts up.
ENTERED_IN = ("draft", "returned")
GIVEN_UP = ("refused", "withdrawn", "reversed")
# What was posted and stands, and what an amount stands for.
POSTED_IN = ("approved", "payment_returned", "paid", "settled")
DECIDED_WITH_AMOUNT = (*POSTED_IN, "reversed")

CLAIM_STEPS = (
    ("submit_claim", ("draft",), "received"),
    ("return_claim", ("received",), "returned"),
    ("supply_claim", ("returned",), "received"),
    ("review_claim", ("received",), "reviewed"),
    ("second_review_claim", ("reviewed",), "second_reviewed"),
    ("send_back_claim", ("reviewed",), "received"),
    # A third person who finds what was not decided on, or disagrees, has it reviewed anew.
    ("send_back_claim", ("second_reviewed",), "received"),
    ("approve_claim", ("reviewed",), "approved"),
    ("approve_claim", ("second_reviewed",), "approved"),
    ("refuse_claim", ("reviewed",), "refused"),
    ("refuse_claim", ("second_reviewed",), "refused"),
    ("withdraw_claim", ("draft", "received", "returned", "reviewed", "second_reviewed"), "withdrawn"),
    # The second where nothing is left to pay of what the bank returned: recomputed, or set off.
    ("settle_claim", ("approved", "payment_returned"), "settled"),
    ("pay_claim", ("approved", "payment_returned"), "paid"),
    ("return_claim_payment", ("approved",), "payment_returned"),
    ("reverse_claim", POSTED_IN, "reversed"),
)
# Brought about by the approval itself, by the bank's answer, or by a reversal that was confirmed.
FOLLOWED = frozenset({"settle_claim", "pay_claim", "return_claim_payment", "reverse_claim"})
