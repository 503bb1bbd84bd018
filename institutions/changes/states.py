"""The states of what happens to a designation and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

DESIGNATION_CHANGE_KIND = "designation_change"


class DesignationChangeState(models.TextChoices):
    REQUESTED = "requested", _("asked for")
    RECORDED = "recorded", _("recorded")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(DESIGNATION_CHANGE_STEPS)


DESIGNATION_CHANGE_STEPS = (
    ("record_designation_change", ("requested",), "recorded"),
    ("decline_designation_change", ("requested",), "declined"),
    ("withdraw_designation_change", ("requested",), "withdrawn"),
)
