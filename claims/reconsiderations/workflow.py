"""The steps of a complaint: entered, then upheld or changed by somebody without a part in the first decision; or withdrawn."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.reconsiderations.queries.reconsiderations import decision_of, reconsideration_of
from claims.reconsiderations.states import RECONSIDERATION_KIND, RECONSIDERATION_STEPS, ReconsiderationState
from claims.reimbursements.queries.parties import party_to
from claims.samples.queries.readings import had_a_part

KIND = RECONSIDERATION_KIND
HAD_A_PART = _(
    "You had a part in the decision that is complained of. Somebody who had none decides, if need be at the office above."
)


def not_hers(move: Move) -> list[Reason]:
    """Whoever brought the claim or is paid for it takes no step of what follows from it."""
    claim = reconsideration_of(move.case).claim
    return party_to(claim, move.by.user) if claim is not None else []


def without_a_part(move: Move) -> list[Reason]:
    """Who decided first, or prepared it, does not decide again."""
    # Both verbs ask it, of a case in hand once.
    known: dict = move.case.__dict__.setdefault("_had_a_part", {})
    if move.by.user.pk not in known:
        known[move.by.user.pk] = had_a_part(decision_of(reconsideration_of(move.case)), move.by.user)
    return [Reason("had_a_part", HAD_A_PART)] if known[move.by.user.pk] else []


GUARDS = {"uphold_decision": (without_a_part,), "change_decision": (without_a_part,)}
DUTIES = {"uphold_decision": Duty.Kind.CHECKER, "change_decision": Duty.Kind.CHECKER}

WORKFLOW = Workflow(
    kind=KIND,
    code="CR",
    name=_("complaint about a decision"),
    states=dict(ReconsiderationState.choices),
    initial=ReconsiderationState.ENTERED.value,
    final=frozenset({"upheld", "changed", "withdrawn"}),
    steps=steps_of(RECONSIDERATION_STEPS, duties=DUTIES, guards=GUARDS, always=(not_hers,)),
    waits_for={"entered": "office"},
    url_name="see_case",
    side_verbs=frozenset({"withdraw_reconsideration"}),
    failed=frozenset({"withdrawn"}),
)
