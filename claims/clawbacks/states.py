"""The states of a recovery from an institution and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

CLAWBACK_KIND = "institution_recovery"


class ClawbackState(models.TextChoices):
    NOTIFIED = "notified", _("institution notified, may reply")
    HEARD = "heard", _("reply of the institution recorded")
    DECIDED = "decided", _("decided, owed back")
    REPAID = "repaid", _("repaid by the institution")
    DROPPED = "dropped", _("dropped, nothing is recovered")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(CLAWBACK_STEPS)


# Before it is decided; and once the institution owes it.
OPEN_IN = ("notified", "heard")
OWED_IN = ("decided", "repaid")

CLAWBACK_STEPS = (
    ("reply_clawback", ("notified",), "heard"),
    ("decide_clawback", OPEN_IN, "decided"),
    ("drop_clawback", OPEN_IN, "dropped"),
    # The last of it came in, or was taken from a month.
    ("close_clawback", ("decided",), "repaid"),
)
FOLLOWED = frozenset({"close_clawback"})
