"""The states of a maternity allowance and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.engine.table import moves_of

MATERNITY_KIND = "maternity_claim"


class Kind(models.TextChoices):
    """What the allowance is for."""

    BIRTH = "birth", _("birth")
    ENDED_EARLY = "ended_early", _("pregnancy ended before four months")
    ENDED_LATE = "ended_late", _("pregnancy ended after four months")


class MaternityState(models.TextChoices):
    RECEIVED = "received", _("received")
    PROPOSED = "proposed", _("first review done")
    APPROVED = "approved", _("approved, to be paid")
    PAYMENT_RETURNED = "payment_returned", _("returned by the bank")
    PAID = "paid", pgettext_lazy("claim", "paid")
    QUESTIONED = "questioned", _("approved, to be taken back")
    PAID_QUESTIONED = "paid_questioned", _("paid, to be taken back")
    TAKEN_BACK = "taken_back", pgettext_lazy("allowance", "taken back")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(MATERNITY_STEPS)


GIVEN_UP = ("refused", "withdrawn", "taken_back")
WITH_AMOUNT = ("approved", "payment_returned", "paid", "questioned", "paid_questioned")
# Decided with an amount, whether it stands or not.
DECIDED_WITH_AMOUNT = (*WITH_AMOUNT, "taken_back")

MATERNITY_STEPS = (
    ("review_maternity", ("received",), "proposed"),
    ("send_back_maternity", ("proposed",), "received"),
    ("approve_maternity", ("proposed",), "approved"),
    ("refuse_maternity", ("proposed",), "refused"),
    ("withdraw_maternity", ("received",), "withdrawn"),
    ("pay_maternity", ("approved", "payment_returned"), "paid"),
    ("return_maternity_payment", ("approved",), "payment_returned"),
    ("question_maternity", ("approved", "payment_returned"), "questioned"),
    ("question_maternity", ("paid",), "paid_questioned"),
    ("keep_maternity", ("questioned",), "approved"),
    ("keep_maternity", ("paid_questioned",), "paid"),
    ("take_back_maternity", ("questioned", "paid_questioned"), "taken_back"),
)
# Brought about by the bank's answer.
FOLLOWED = frozenset({"pay_maternity", "return_maternity_payment"})
