"""The steps of the recall of a value: proposed by one, decided by another, posted person by person."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.reversals.states import VALUE_RECALL_KIND, VALUE_RECALL_STEPS, ValueRecallState

KIND = VALUE_RECALL_KIND
Guard = Callable[[Move], list[Reason]]
OWN_PROPOSAL = _("You proposed it yourself. A colleague must decide.")

# Whoever proposes decides nothing of it.
not_her_own = by_another("own_proposal", OWN_PROPOSAL)

GUARDS: dict[str, tuple[Guard, ...]] = {"decide_value_recall": (not_her_own,), "decline_value_recall": (not_her_own,)}
DUTIES = {
    "decide_value_recall": Duty.Kind.CHECKER,
    "decline_value_recall": Duty.Kind.CHECKER,
    "withdraw_value_recall": Duty.Kind.MAKER,
}

WORKFLOW = Workflow(
    kind=KIND,
    code="VR",
    name=_("recall of a published value"),
    states=dict(ValueRecallState.choices),
    initial=ValueRecallState.PROPOSED.value,
    final=frozenset({"done", "declined", "withdrawn"}),
    steps=steps_of(VALUE_RECALL_STEPS, duties=DUTIES, guards=GUARDS, followed=frozenset({"finish_value_recall"})),
    waits_for={"proposed": "office", "decided": "office"},
    url_name="see_case",
    side_verbs=frozenset({"decline_value_recall", "withdraw_value_recall"}),
    failed=frozenset({"declined", "withdrawn"}),
)
