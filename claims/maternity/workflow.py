"""The steps of a maternity allowance: received, reviewed by one, decided by another, paid."""

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move, by_another
from casework.engine.refusals import Reason
from casework.engine.table import Workflow, steps_of
from casework.models import Duty
from claims.maternity.queries.allowance import allowance_of, has_a_part, missing_papers, on_its_way, worked_out
from claims.maternity.rules.limits import LIMIT
from claims.maternity.states import FOLLOWED, MATERNITY_KIND, MATERNITY_STEPS, MaternityState
from claims.reimbursements.queries.parties import HER_OWN_MATTER

KIND = MATERNITY_KIND
OWN_ENTRY = _("You took this claim in yourself. A colleague must decide.")
OWN_REVIEW = _("You reviewed this claim yourself. A colleague must decide.")
PAPERS_MISSING = _("Add a scan first: %(papers)s.")
REFUSAL_PROPOSED = _("The first review proposes to refuse. Send it back where you disagree.")
PAYMENT_PROPOSED = _("The first review proposes to pay. Send it back where you disagree.")
NOT_WORKED = _("No source gives all that the amount is worked out from. Have the office enter the value of the place.")
NO_ACCOUNT = _("No bank account stands on file for the payment. Record one first.")
OWN_PROPOSAL = _("You proposed to take it back yourself. A colleague must decide.")
ON_ITS_WAY = _("The payment is in a batch or at the bank. Discard the batch, or wait for its answer.")


def not_hers(move: Move) -> list[Reason]:
    """Whoever it is for, or is paid by it, takes no step of it."""
    return [Reason("her_own_matter", HER_OWN_MATTER)] if has_a_part(move.case, move.by.user) else []


# Who takes in decides nothing.
not_her_own = by_another("own_entry", OWN_ENTRY)


def not_her_review(move: Move) -> list[Reason]:
    row = allowance_of(move.case)
    return [Reason("own_review", OWN_REVIEW)] if row.reviewed_by_id == move.by.user.pk else []


def record_is_kept(move: Move) -> list[Reason]:
    """The medical record is asked for, and nothing else."""
    missing = missing_papers(move.case, move.on)
    named = " · ".join(item.name for item in missing)
    return [Reason("papers_missing", PAPERS_MISSING % {"papers": named})] if missing else []


def to_be_paid(move: Move) -> list[Reason]:
    """Paid as the first review proposes, to an account on file, by values with a source."""
    row = allowance_of(move.case)
    if not row.pays:
        return [Reason("refusal_proposed", REFUSAL_PROPOSED)]
    reasons = [] if worked_out(row) else [Reason("not_worked", NOT_WORKED)]
    return (
        reasons if row.payee is not None and row.payee.ends_on is None else [*reasons, Reason("no_account", NO_ACCOUNT)]
    )


def to_be_refused(move: Move) -> list[Reason]:
    return [Reason("payment_proposed", PAYMENT_PROPOSED)] if allowance_of(move.case).pays else []


def nothing_on_its_way(move: Move) -> list[Reason]:
    """Whether a payment arrives is known once the bank has answered."""
    return [Reason("on_its_way", ON_ITS_WAY)] if on_its_way(move.case) else []


def not_her_proposal(move: Move) -> list[Reason]:
    """Who proposes to take it back decides nothing of that."""
    row = allowance_of(move.case)
    return [Reason("own_proposal", OWN_PROPOSAL)] if row.questioned_by_id == move.by.user.pk else []


GUARDS = {
    "review_maternity": (not_her_own, record_is_kept),
    "send_back_maternity": (not_her_own, not_her_review),
    "approve_maternity": (not_her_own, not_her_review, to_be_paid),
    "refuse_maternity": (not_her_own, not_her_review, to_be_refused),
    "question_maternity": (nothing_on_its_way,),
    "keep_maternity": (not_her_proposal,),
    "take_back_maternity": (not_her_proposal, nothing_on_its_way),
}
DUTIES = {
    "review_maternity": Duty.Kind.CHECKER,
    "send_back_maternity": Duty.Kind.SECOND_CHECKER,
    "approve_maternity": Duty.Kind.SECOND_CHECKER,
    "refuse_maternity": Duty.Kind.SECOND_CHECKER,
}

WAITS = ("received", "proposed", "approved", "payment_returned", "questioned", "paid_questioned")

WORKFLOW = Workflow(
    kind=KIND,
    code="MA",
    name=_("maternity allowance"),
    states=dict(MaternityState.choices),
    initial=MaternityState.RECEIVED.value,
    final=frozenset({"paid", "refused", "withdrawn", "taken_back"}),
    steps=steps_of(MATERNITY_STEPS, duties=DUTIES, guards=GUARDS, always=(not_hers,), followed=FOLLOWED),
    waits_for=dict.fromkeys(WAITS, "office"),
    url_name="see_case",
    limit=LIMIT,
    side_verbs=frozenset(
        {"withdraw_maternity", "send_back_maternity", "refuse_maternity", "question_maternity", "keep_maternity"}
    ),
    failed=frozenset({"refused", "withdrawn", "taken_back"}),
)
