"""The states of a second reading and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

READING_KIND = "second_reading"


class ReadingState(models.TextChoices):
    DRAWN = "drawn", _("waits for a second reading")
    TAKEN = "taken", _("being read a second time")
    AGREES = "agrees", _("second reading given")
    DIFFERS = "differs", _("second reading differs")
    CONCLUDED = "concluded", _("difference concluded")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(READING_STEPS)


class Conclusion(models.TextChoices):
    """What follows from a difference."""

    STANDS = "stands", _("the decision stands")
    REVERSE = "reverse", _("a reversal of the claim is to be proposed")
    RECOVER = "recover", _("what was not due is recovered from the institution")


# What was given is known.
GIVEN_IN = ("agrees", "differs", "concluded")

READING_STEPS = (
    ("take_reading", ("drawn",), "taken"),
    ("free_reading", ("taken",), "drawn"),
    ("give_reading", ("taken",), "agrees"),
    ("find_difference", ("agrees",), "differs"),
    ("conclude_reading", ("differs",), "concluded"),
)
# Brought about by the reading that was given.
FOLLOWED = frozenset({"find_difference"})


class AskedBy(models.TextChoices):
    MESSAGE = "message", _("by message")
    TELEPHONE = "telephone", _("by telephone")


class Said(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    UNSURE = "unsure", _("does not know")


# The same of care that was settled where it was given.
QUESTIONS_OF_MONTHS = {
    "care_given": _("Was the care given as the settlement says?"),
    "paid": _("Did she pay her share herself?"),
    "received": _("Did she receive the bill?"),
}

# What somebody is asked of her claim afterwards, in this order.
QUESTIONS = {
    "care_given": _("Was the care given as the receipts say?"),
    "paid": _("Did she pay these receipts herself?"),
    "received": _("Did she receive what the fund paid?"),
}
