"""The states of an application for designation and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

DESIGNATION_KIND = "designation"


class DesignationState(models.TextChoices):
    RECEIVED = "received", _("received")
    SUPPLEMENTING = "supplementing", _("papers asked for")
    EVALUATING = "evaluating", _("in evaluation")
    PUBLISHED = "published", _("published")
    DRAWN_UP = "drawn_up", _("agreement drawn up")
    FAILED_ONCE = "failed_once", _("evaluation failed, may be repeated")
    SIGNED = "signed", _("agreement signed")
    FAILED = "failed", _("evaluation failed twice")
    REFUSED = "refused", _("not accepted")
    WITHDRAWN = "withdrawn", _("withdrawn by the applicant")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(DESIGNATION_STEPS)


UNDER_WAY = ("received", "supplementing", "evaluating", "published", "drawn_up", "failed_once")
DESIGNATION_STEPS = (
    ("ask_supplement", ("received", "evaluating"), "supplementing"),
    ("receive_supplement", ("supplementing",), "received"),
    ("accept_designation", ("received",), "evaluating"),
    ("refuse_designation", ("received", "published"), "refused"),
    ("pass_evaluation", ("evaluating",), "published"),
    ("fail_evaluation", ("evaluating",), "failed_once"),
    ("fail_again", ("evaluating",), "failed"),
    ("repeat_evaluation", ("failed_once",), "evaluating"),
    ("draw_agreement", ("published",), "drawn_up"),
    ("return_agreement", ("drawn_up",), "published"),
    ("sign_agreement", ("drawn_up",), "signed"),
    ("withdraw_designation", UNDER_WAY, "withdrawn"),
)
