"""The states of a change of an employer's facts and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

EMPLOYER_CHANGE_KIND = "employer_change"


class EmployerChangeState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    ACCEPTED = "accepted", _("recorded")
    DECLINED = "declined", _("declined")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(EMPLOYER_CHANGE_STEPS)


EMPLOYER_CHANGE_STEPS = (
    ("accept_employer_change", ("requested",), "accepted"),
    ("decline_employer_change", ("requested",), "declined"),
)
