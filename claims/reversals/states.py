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
