"""The states of an inspection and the moves between them: read by models, triggers and the engine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.engine.table import moves_of

INSPECTION_KIND = "inspection"


class InspectionState(models.TextChoices):
    INSPECTING = "inspecting", _("being inspected")
    TOLD = "told", _("findings told, reply awaited")
    REPLIED = "replied", _("replied")
    RECTIFYING = "rectifying", _("to be put right")
    HANDED_OVER = "handed_over", _("handed over to the administrative department")
    ORDER_ENTERED = "order_entered", _("order entered")
    CLEAN = "clean", _("nothing found")
    RECTIFIED = "rectified", _("put right")
    ORDERED = "ordered", _("order on record")
    NO_ORDER = "no_order", _("no order was made")
    WITHDRAWN = "withdrawn", _("given up")

    @classmethod
    def moves(cls) -> list[tuple[str, str]]:
        return moves_of(INSPECTION_STEPS)


# While a wrong finding may be struck: what was handed over is the department's.
STRIKES = ("inspecting", "told", "replied", "rectifying")
FINAL = ("clean", "rectified", "ordered", "no_order", "withdrawn")
INSPECTION_STEPS = (
    ("end_inspection", ("inspecting", "told", "replied", "rectifying"), "clean"),
    ("tell_findings", ("inspecting",), "told"),
    ("take_reply", ("told",), "replied"),
    ("ask_rectification", ("told", "replied"), "rectifying"),
    ("confirm_rectified", ("rectifying",), "rectified"),
    ("hand_over_breach", ("told", "replied", "rectifying"), "handed_over"),
    ("enter_order", ("handed_over",), "order_entered"),
    ("return_order", ("order_entered",), "handed_over"),
    ("confirm_order", ("order_entered",), "ordered"),
    ("drop_breach", ("handed_over",), "no_order"),
    ("withdraw_inspection", ("inspecting",), "withdrawn"),
)
