"""The states of an activation of the code and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

ACTIVATION_KIND = "code_activation"


class ActivationState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    IDENTITY_CHECKED = "identity_checked", _("identity checked")
    ACTIVATED = "activated", _("activated")
    FAILED = "failed", _("failed")
    FOUND_ACTIVE = "found_active", _("active before")
    CLOSED = "closed", _("closed without activation")
    DEACTIVATED = "deactivated", _("deactivated")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        # What stops a code moves it as the end of the enrolment does.
        return moves_of(tuple(step for step in ACTIVATION_STEPS if step[0] != "stop_code"))


ACTIVATION_STEPS = (
    ("check_identity", ("requested",), "identity_checked"),
    ("activate_code", ("identity_checked",), "activated"),
    ("fail_activation", ("identity_checked",), "failed"),
    ("retry_activation", ("failed",), "identity_checked"),
    ("find_active", ("identity_checked", "failed"), "found_active"),
    ("close_activation", ("requested", "identity_checked", "failed"), "closed"),
    # Brought about by a change of the enrolment, such as a death.
    ("deactivate_code", ("activated", "found_active"), "deactivated"),
    # By an officer, with the reason (room codes).
    ("stop_code", ("activated", "found_active"), "deactivated"),
    ("end_activation", ("requested", "identity_checked", "failed"), "closed"),
)
