"""The states of a filing of care outside the province and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

OFFSITE_KIND = "offsite_filing"


class FilingState(models.TextChoices):
    ENTERED = "entered", _("filing being entered")
    STANDS = "stands", _("filed")
    ENDED = "ended", _("filing ended")
    REPLACED = "replaced", _("filing changed to another")
    CANCELLED = "cancelled", _("filing cancelled")
    WITHDRAWN = "withdrawn", _("filing withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(FILING_STEPS)


# What counts for care on its days; what was cancelled never did.
COUNTS = ("stands", "ended", "replaced")

FILING_STEPS = (
    ("confirm_filing", ("entered",), "stands"),
    ("withdraw_filing", ("entered",), "withdrawn"),
    ("end_filing", ("stands",), "ended"),
    ("cancel_filing", ("stands",), "cancelled"),
    ("replace_filing", ("stands",), "replaced"),
)
# Brought about by the newer filing.
FOLLOWED = frozenset({"replace_filing"})
