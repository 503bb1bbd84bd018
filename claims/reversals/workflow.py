"""The steps of a reversal: proposed by one, confirmed or declined by another."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.reimbursements.queries.parties import party_to
from claims.reversals.queries.reversal import planned, reversal_of
from claims.reversals.states import REVERSAL_KIND, REVERSAL_STEPS, ReversalState

KIND = REVERSAL_KIND
Guard = Callable[[Move], list[Reason]]

OWN_PROPOSAL = _("You proposed this reversal yourself. A colleague must decide.")
ON_ITS_WAY = _(
    "A payment of this claim or of a later one is in a batch or at the bank. Discard the batch, or wait for its answer."
)


def not_hers(move: Move) -> list[Reason]:
    """Whoever brought the claim or is paid for it takes no step of what follows from it."""
    return party_to(reversal_of(move.case).claim, move.by.user)


# Who proposes decides nothing.
not_her_own = by_another("own_proposal", OWN_PROPOSAL)


def nothing_on_its_way(move: Move) -> list[Reason]:
    """Whether a payment arrives is known once the bank has answered."""
    return [Reason("on_its_way", ON_ITS_WAY)] if planned(move.case).waits else []


def can_be_worked_out(move: Move) -> list[Reason]:
    """Every later settlement can be settled again."""
    return [Reason("not_worked_out", text) for text in planned(move.case).problems]


GUARDS: dict[str, tuple[Guard, ...]] = {
    "confirm_reversal": (not_her_own, nothing_on_its_way, can_be_worked_out),
    "decline_reversal": (not_her_own,),
}
DUTIES = {"confirm_reversal": Duty.Kind.CHECKER, "decline_reversal": Duty.Kind.CHECKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="RV",
    name=_("Reversal of a claim"),
    states=dict(ReversalState.choices),
    initial=ReversalState.PROPOSED.value,
    final=frozenset({"confirmed", "declined", "taken_back"}),
    steps=steps_of(REVERSAL_STEPS, duties=DUTIES, guards=GUARDS, always=(not_hers,)),
    waits_for={"proposed": "office"},
    url_name="see_case",
    side_verbs=frozenset({"decline_reversal", "take_back_reversal"}),
    failed=frozenset({"declined", "taken_back"}),
)
