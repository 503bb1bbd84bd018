"""The steps of a payment beside the months: entered by one, reviewed by another, approved by a third, paid by the bank."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.advances.queries.advance import advance_of
from claims.advances.states import ADVANCE_KIND, ADVANCE_STEPS, FOLLOWED, AdvanceState

KIND = ADVANCE_KIND
Guard = Callable[[Move], list[Reason]]

OWN_ENTRY = _("You entered this payment yourself. A colleague must decide.")
OWN_REVIEW = _("You reviewed this payment yourself. A colleague must approve it.")


# Who entered it decides nothing of it.
not_her_own = by_another("own_entry", OWN_ENTRY)


def not_her_review(move: Move) -> list[Reason]:
    """Two people approve it."""
    own = advance_of(move.case).reviewed_by_id == move.by.user.pk
    return [Reason("own_review", OWN_REVIEW)] if own else []


GUARDS: dict[str, tuple[Guard, ...]] = {
    "review_advance": (not_her_own,),
    "decline_advance": (not_her_own,),
    "approve_advance": (not_her_own, not_her_review),
}
DUTIES = {
    "review_advance": Duty.Kind.CHECKER,
    "approve_advance": Duty.Kind.SECOND_CHECKER,
    "withdraw_advance": Duty.Kind.MAKER,
}

WORKFLOW = Workflow(
    kind=KIND,
    code="PP",
    name=_("Payment to an institution beside its months"),
    states=dict(AdvanceState.choices),
    initial=AdvanceState.ENTERED.value,
    final=frozenset({"paid", "settled", "declined", "withdrawn"}),
    steps=steps_of(ADVANCE_STEPS, duties=DUTIES, guards=GUARDS, followed=FOLLOWED),
    waits_for=dict.fromkeys(("entered", "reviewed", "approved", "payment_returned"), "office"),
    url_name="see_case",
    side_verbs=frozenset({"decline_advance", "withdraw_advance"}),
    failed=frozenset({"declined", "withdrawn"}),
)
