"""The states of the closing of a year and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

YEAR_END_KIND = "claims_year_end"


class YearEndState(models.TextChoices):
    PROPOSED = "proposed", _("closing of a year proposed")
    CLOSED = "closed", _("year closed")
    DECLINED = "declined", _("closing of a year declined")
    WITHDRAWN = "withdrawn", _("closing of a year withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(YEAR_END_STEPS)


# While one of these stands, the year is not proposed again.
LIVING = ("proposed", "closed")

YEAR_END_STEPS = (
    ("close_year", ("proposed",), "closed"),
    ("decline_year_end", ("proposed",), "declined"),
    ("withdraw_year_end", ("proposed",), "withdrawn"),
)
