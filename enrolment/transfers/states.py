"""The states of a transfer between offices and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

TRANSFER_KIND = "transfer_request"


class TransferState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(TRANSFER_STEPS)


TRANSFER_STEPS = (
    ("accept_transfer", ("requested",), "accepted"),
    ("decline_transfer", ("requested",), "declined"),
    ("withdraw_transfer", ("requested",), "withdrawn"),
)
