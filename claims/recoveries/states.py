"""The states of a recovery and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

RECOVERY_KIND = "recovery"


class RecoveryState(models.TextChoices):
    NOTIFIED = "notified", _("notified, may reply")
    HEARD = "heard", _("reply recorded")
    PROPOSED = "proposed", _("way proposed")
    AGREED = "agreed", _("being repaid")
    REPAID = "repaid", _("repaid")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(RECOVERY_STEPS)


class Way(models.TextChoices):
    """How an overpayment is repaid."""

    INSTALMENTS = "instalments", _("repaid by the person, at once or by instalments")
    SET_OFF = "set_off", _("set off against later payments")


# Before a way is agreed on.
OPEN_IN = ("notified", "heard", "proposed", "agreed")

RECOVERY_STEPS = (
    ("record_reply", ("notified",), "heard"),
    ("propose_recovery", ("notified", "heard"), "proposed"),
    ("send_back_recovery", ("proposed",), "heard"),
    ("agree_recovery", ("proposed",), "agreed"),
    ("set_off_recovery", ("agreed",), "agreed"),
    # The last of it came in.
    ("close_recovery", OPEN_IN, "repaid"),
)
FOLLOWED = frozenset({"close_recovery"})
