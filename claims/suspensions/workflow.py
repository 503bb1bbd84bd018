"""The steps of a suspension: entered by one from the order, confirmed by another, ended before its day when it is lifted."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.evidence.queries import checklist_of
from casework.models import Duty
from claims.suspensions.states import SUSPENSION_KIND, SUSPENSION_STEPS, SuspensionState

KIND = SUSPENSION_KIND
NO_ORDER = _("Add a scan of the order first: %(papers)s.")
OWN_ENTRY = _("You entered this suspension yourself. A colleague compares it with the order and confirms it.")


def not_her_own(move: Move) -> list[Reason]:
    """Maker and checker differ."""
    return [Reason("own_entry", OWN_ENTRY)] if move.by.user.pk == move.case.opened_by_id else []


def order_is_kept(move: Move) -> list[Reason]:
    """Nothing is put on record without its order."""
    kept = set(move.case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    items = checklist_of(KIND, move.on, "", place=move.case.office.place_id, holding="")
    missing = [item.name for item in items if item.required and item.code not in kept]
    return [Reason("no_order", NO_ORDER % {"papers": " · ".join(missing)})] if missing else []


GUARDS = {"confirm_suspension": (not_her_own, order_is_kept)}
DUTIES = {"confirm_suspension": Duty.Kind.CHECKER, "withdraw_suspension": Duty.Kind.MAKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="NS",
    name=_("suspension of networked settlement"),
    states=dict(SuspensionState.choices),
    initial=SuspensionState.ENTERED,
    # One that stands waits for nobody; it may be ended all the same.
    final=frozenset({"stands", "ended", "withdrawn"}),
    steps=steps_of(SUSPENSION_STEPS, duties=DUTIES, guards=GUARDS),
    waits_for={"entered": "office"},
    url_name="see_case",
    side_verbs=frozenset({"withdraw_suspension", "end_suspension"}),
    failed=frozenset({"withdrawn"}),
)
