"""The states of what is decided about somebody's qualification and the moves between them: read by models, triggers, engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

STAFF_POINTS_KIND = "staff_points"


class StaffPointsState(models.TextChoices):
    REQUESTED = "requested", _("proposed")
    RECORDED = "recorded", _("recorded")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(STAFF_POINTS_STEPS)


STAFF_POINTS_STEPS = (
    ("record_staff_points", ("requested",), "recorded"),
    ("decline_staff_points", ("requested",), "declined"),
    ("withdraw_staff_points", ("requested",), "withdrawn"),
)
