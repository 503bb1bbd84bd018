"""The states of a change of an enrolment and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

ENROLMENT_CHANGE_KIND = "enrolment_change"


class ChangeState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    ASSESSED = "assessed", _("experts have given their opinion")
    RECORDED = "recorded", _("recorded")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(CHANGE_STEPS)


CHANGE_STEPS = (
    ("assess_change", ("requested",), "assessed"),
    ("record_change", ("requested", "assessed"), "recorded"),
    ("decline_change", ("requested", "assessed"), "declined"),
    ("withdraw_change", ("requested", "assessed"), "withdrawn"),
)
