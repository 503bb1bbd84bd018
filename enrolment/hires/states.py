"""The states of a hire and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

HIRE_KIND = "hire"
# Not closed yet.
OPEN_STATES = ("awaiting", "applied", "finding_proposed")


class HireState(models.TextChoices):
    AWAITING = "awaiting", _("registration awaited")
    APPLIED = "applied", _("application received")
    FINDING_PROPOSED = "finding_proposed", _("finding proposed")
    REGISTERED = "registered", _("registered")
    NO_DUTY = "no_duty", _("no duty existed")
    LEFT = "left", _("left the employer")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(HIRE_STEPS)


HIRE_STEPS = (
    ("follow_application", ("awaiting", "finding_proposed", "left"), "applied"),
    ("follow_enrolment", ("awaiting", "applied", "finding_proposed", "left"), "registered"),
    ("reopen_hire", ("applied",), "awaiting"),
    # The employer was merged or split: the hire goes over to the successor and stays where it stands.
    ("follow_succession", ("awaiting",), "awaiting"),
    ("follow_succession", ("applied",), "applied"),
    ("follow_succession", ("finding_proposed",), "finding_proposed"),
    ("confirm_finding", ("finding_proposed",), "no_duty"),
    ("reject_finding", ("finding_proposed",), "awaiting"),
    ("correct_start", ("awaiting",), "awaiting"),
    ("record_leaving", ("awaiting",), "left"),
    ("propose_finding", ("awaiting",), "finding_proposed"),
    ("propose_correction", ("awaiting",), "finding_proposed"),
    ("confirm_correction", ("finding_proposed",), "awaiting"),
    ("confirm_leaving", ("finding_proposed",), "left"),
)
