"""The states of what ends an employer and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

EMPLOYER_ENDING_KIND = "employer_ending"


class EndingState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    RECORDED = "recorded", _("recorded")
    DECLINED = "declined", _("declined")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(ENDING_STEPS)


ENDING_STEPS = (
    ("record_ending", ("requested",), "recorded"),
    ("decline_ending", ("requested",), "declined"),
)
