"""The states of a list of designated institutions that is fixed for a day: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

LISTING_KIND = "designated_list"


class ListingState(models.TextChoices):
    DRAWN = "drawn", _("drawn, to be looked through")
    FIXED = "fixed", _("fixed")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(LISTING_STEPS)


LISTING_STEPS = (
    ("fix_designated_list", ("drawn",), "fixed"),
    ("withdraw_designated_list", ("drawn",), "withdrawn"),
)
