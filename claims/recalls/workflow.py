"""The steps of a recall: proposed by one, confirmed by another, answered by the bank, owed anew."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.recalls.queries.recall import recall_of
from claims.recalls.states import RECALL_KIND, RECALL_STEPS, RecallState
from claims.reimbursements.queries.parties import party_to

KIND = RECALL_KIND
Guard = Callable[[Move], list[Reason]]
OWN_PROPOSAL = _("You proposed this recall yourself. A colleague must take this step.")


def not_hers(move: Move) -> list[Reason]:
    """Whoever brought the claim or is paid for it takes no step of what follows from it."""
    case = recall_of(move.case).payable.case
    return [] if case is None else party_to(case.reimbursement, move.by.user)


# Who proposes neither confirms nor owes it anew.
not_her_own = by_another("own_proposal", OWN_PROPOSAL)


GUARDS: dict[str, tuple[Guard, ...]] = {"confirm_recall": (not_her_own,), "repay_recalled": (not_her_own,)}
DUTIES = {"confirm_recall": Duty.Kind.CHECKER, "repay_recalled": Duty.Kind.CHECKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="RP",
    name=_("Recall of a payment"),
    states=dict(RecallState.choices),
    initial=RecallState.ASKED.value,
    final=frozenset({"repaid", "refused", "dropped"}),
    steps=steps_of(RECALL_STEPS, duties=DUTIES, guards=GUARDS, always=(not_hers,)),
    waits_for={"asked": "office", "sent": "office", "returned": "office"},
    url_name="see_case",
    side_verbs=frozenset({"drop_recall", "refuse_recall"}),
    failed=frozenset({"refused", "dropped"}),
)
