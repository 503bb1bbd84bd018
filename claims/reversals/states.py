"""The states of a reversal and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

REVERSAL_KIND = "claim_reversal"


class ReversalState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed and posted")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(REVERSAL_STEPS)


# While a claim has one of these, no second reversal of it is opened.
LIVING = ("proposed", "confirmed")

REVERSAL_STEPS = (
    ("confirm_reversal", ("proposed",), "confirmed"),
    ("decline_reversal", ("proposed",), "declined"),
    ("take_back_reversal", ("proposed",), "taken_back"),
)

VALUE_RECALL_KIND = "value_recall"


class WrongValue(models.TextChoices):
    FIRST_PAY = "first_pay", _("part a person pays first")
    CEILING = "ceiling", _("highest price that is paid on")
    POLICY = "policy", _("a value of a benefit policy")


class ValueRecallState(models.TextChoices):
    PROPOSED = "proposed", _("recall of a value proposed")
    DECIDED = "decided", _("recall of a value decided, being posted")
    DONE = "done", _("recall of a value posted")
    DECLINED = "declined", _("recall of a value declined")
    WITHDRAWN = "withdrawn", _("recall of a value withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(VALUE_RECALL_STEPS)


VALUE_RECALL_STEPS = (
    ("decide_value_recall", ("proposed",), "decided"),
    ("decline_value_recall", ("proposed",), "declined"),
    ("withdraw_value_recall", ("proposed",), "withdrawn"),
    # Brought about by the last of those who were touched.
    ("finish_value_recall", ("decided",), "done"),
)
