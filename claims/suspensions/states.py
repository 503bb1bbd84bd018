"""The states of a suspension of networked settlement and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

SUSPENSION_KIND = "network_suspension"


class SuspensionState(models.TextChoices):
    ENTERED = "entered", _("suspension being entered")
    STANDS = "stands", _("suspension on record")
    ENDED = "ended", _("suspension ended early")
    WITHDRAWN = "withdrawn", _("suspension withdrawn before it was confirmed")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(SUSPENSION_STEPS)


# What holds on its days.
COUNTS = ("stands", "ended")

SUSPENSION_STEPS = (
    ("confirm_suspension", ("entered",), "stands"),
    ("withdraw_suspension", ("entered",), "withdrawn"),
    ("end_suspension", ("stands",), "ended"),
)
