"""The states of a complaint or reconsideration and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.engine.table import moves_of

RECONSIDERATION_KIND = "reconsideration"


class Way(models.TextChoices):
    """Before whom a decision is complained of."""

    COMPLAINT = "complaint", _("complaint to this office")
    ORGAN = "organ", _("administrative reconsideration, before the organ of reconsideration")


class ReconsiderationState(models.TextChoices):
    ENTERED = "entered", _("complained of, not decided yet")
    UPHELD = "upheld", _("decision upheld")
    CHANGED = "changed", _("decision to be changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("complaint", "complaint withdrawn")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(RECONSIDERATION_STEPS)


DECIDED_IN = ("upheld", "changed")

RECONSIDERATION_STEPS = (
    ("uphold_decision", ("entered",), "upheld"),
    ("change_decision", ("entered",), "changed"),
    ("withdraw_reconsideration", ("entered",), "withdrawn"),
)
