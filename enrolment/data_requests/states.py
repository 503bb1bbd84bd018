"""The states of a request about personal information and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

DATA_REQUEST_KIND = "data_request"


class DataRequestState(models.TextChoices):
    ASKED = "asked", _("asked")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(DATA_REQUEST_STEPS)


DATA_REQUEST_STEPS = (
    ("grant_data_request", ("asked",), "granted"),
    ("refuse_data_request", ("asked",), "refused"),
    ("withdraw_data_request", ("asked",), "withdrawn"),
)
