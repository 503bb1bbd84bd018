"""The steps of a manual reimbursement: entered and received by one, reviewed by a second and a third, from an amount on by a
fourth."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from casework.engine.moves import Move
from casework.engine.refusals import Reason
from casework.engine.table import Step, Workflow
from casework.models import Duty
from claims.findings.words import told
from claims.reimbursements.choices import Care, ComesAs
from claims.reimbursements.queries.beside import beside
from claims.reimbursements.queries.claim import OF_HEIRS, advice_of, claim_of, needs_third, rulings_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.parties import party_to
from claims.reimbursements.queries.settling import NotWorked, worked_out
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.rules.limits import RULE_ID
from claims.reimbursements.states import CLAIM_STEPS, ENTERED_IN, FOLLOWED, REIMBURSEMENT_KIND, ClaimState

KIND = REIMBURSEMENT_KIND
Guard = Callable[[Move], list[Reason]]

NO_RECEIPT = _("No receipt is entered yet.")
OWN_CLAIM = _("You took this claim in or entered some of it yourself. A colleague must review it.")
STANDS = _("In the way: %(findings)s")
NOT_SETTLED = _("It cannot be settled: %(why)s")
REFUSAL_PROPOSED = _("The first review proposes to refuse this claim: refuse it, or send it back.")
THIRD_NEEDED = _("From this amount on a third person reviews: close the second review first.")
NO_THIRD = _("This amount needs no further review: approve or refuse the claim.")
AT_THE_OFFICE = _("The claim is at the office: withdrawing it is asked for there.")
# A bar names so many findings, the page all of them.
NAMED = 2


def has_receipts(move: Move) -> list[Reason]:
    """Something is claimed."""
    return [] if sheet_of(claim_of(move.case)).receipts else [Reason("no_receipt", NO_RECEIPT)]


def not_hers(move: Move) -> list[Reason]:
    """Whoever brings a claim or is paid takes no step of it, in whichever role."""
    return party_to(claim_of(move.case), move.by.user)


def not_her_own(move: Move) -> list[Reason]:
    """Maker and checker differ: who opened it or entered anything of it, in whichever role, decides nothing on it."""
    if hers := not_hers(move):
        return hers
    makers = {move.case.opened_by_id, *(row["actor_id"] for row in beside(claim_of(move.case))["makers"])}
    return [Reason("own_claim", OWN_CLAIM)] if move.by.user.pk in makers else []


def nothing_stands(move: Move) -> list[Reason]:
    """What blocks is cured or ruled on, as everything stands at this moment: asked anew at each approval."""
    rulings = rulings_of(claim_of(move.case))
    open_ones = [told(one).text for one in judged(move.case, move.on).found if one.blocks and one.key not in rulings]
    if not open_ones:
        return []
    named = " · ".join(open_ones[:NAMED]) + (" …" if len(open_ones) > NAMED else "")
    return [Reason("findings_stand", STANDS % {"findings": named})]


def payment_proposed(move: Move) -> list[Reason]:
    """Nobody pays against the first review without sending it back."""
    proposed = advice_of(claim_of(move.case)) == "approve"
    return [] if proposed else [Reason("refusal_proposed", REFUSAL_PROPOSED)]


def can_be_settled(move: Move) -> list[Reason]:
    """A policy settles it: without one there is nothing to post."""
    worked = worked_out(move.case, move.on)
    return [Reason(worked.code, NOT_SETTLED % {"why": worked.text})] if isinstance(worked, NotWorked) else []


def no_third_needed(move: Move) -> list[Reason]:
    return [Reason("third_needed", THIRD_NEEDED)] if needs_third(claim_of(move.case), move.on) else []


def third_needed(move: Move) -> list[Reason]:
    """A further level only where the amount asks for it."""
    return [] if needs_third(claim_of(move.case), move.on) else [Reason("no_third", NO_THIRD, applies=False)]


def still_being_entered(move: Move) -> list[Reason]:
    """A service center takes a claim back only while it is with it."""
    at_center = move.by.scope("withdraw_claim") == "center"
    stands = at_center and move.case.state not in ENTERED_IN
    return [Reason("at_the_office", AT_THE_OFFICE, applies=False)] if stands else []


GUARDS: dict[tuple[str, str], tuple[Guard, ...]] = {
    ("submit_claim", "draft"): (has_receipts, not_hers),
    ("supply_claim", "returned"): (has_receipts, not_hers),
    ("withdraw_claim", "draft"): (still_being_entered, not_hers),
    ("return_claim", "received"): (not_her_own,),
    ("review_claim", "received"): (not_her_own,),
    ("second_review_claim", "reviewed"): (not_her_own, third_needed),
    ("send_back_claim", "reviewed"): (not_her_own,),
    ("send_back_claim", "second_reviewed"): (not_her_own,),
    ("approve_claim", "reviewed"): (not_her_own, no_third_needed, payment_proposed, nothing_stands, can_be_settled),
    ("approve_claim", "second_reviewed"): (not_her_own, payment_proposed, nothing_stands, can_be_settled),
    ("refuse_claim", "reviewed"): (not_her_own, no_third_needed),
    ("refuse_claim", "second_reviewed"): (not_her_own,),
}
DUTIES: dict[tuple[str, str], str] = {
    ("submit_claim", "draft"): Duty.Kind.MAKER,
    ("supply_claim", "returned"): Duty.Kind.MAKER,
    ("return_claim", "received"): Duty.Kind.CHECKER,
    ("review_claim", "received"): Duty.Kind.CHECKER,
    ("second_review_claim", "reviewed"): Duty.Kind.SECOND_CHECKER,
    ("send_back_claim", "reviewed"): Duty.Kind.SECOND_CHECKER,
    ("send_back_claim", "second_reviewed"): Duty.Kind.THIRD_CHECKER,
    ("approve_claim", "reviewed"): Duty.Kind.SECOND_CHECKER,
    ("refuse_claim", "reviewed"): Duty.Kind.SECOND_CHECKER,
    ("approve_claim", "second_reviewed"): Duty.Kind.THIRD_CHECKER,
    ("refuse_claim", "second_reviewed"): Duty.Kind.THIRD_CHECKER,
}


def path_of(case) -> str:
    """The kind of care: each may have its papers."""
    return getattr(getattr(case, "reimbursement", None), "care", "")


WORKFLOW = Workflow(
    kind=KIND,
    code="MR",
    name=_("manual reimbursement"),
    states=dict(ClaimState.choices),
    initial=ClaimState.DRAFT,
    final=frozenset({"paid", "settled", "refused", "withdrawn", "reversed"}),
    steps=tuple(
        Step(
            verb=verb,
            sources=sources,
            target=target,
            duty=DUTIES.get((verb, sources[0]), ""),
            guards=GUARDS.get((verb, sources[0]), ()),
            followed=verb in FOLLOWED,
        )
        for verb, sources, target in CLAIM_STEPS
    ),
    waits_for={
        "draft": "office",
        "received": "office",
        "returned": "client",
        "reviewed": "office",
        "second_reviewed": "office",
        "approved": "office",
        "payment_returned": "office",
    },
    url_name="see_case",
    limit=RULE_ID,
    # What is approved waits for its payment on the page of payments.
    on_board=frozenset({"approved"}),
    side_verbs=frozenset({"withdraw_claim", "refuse_claim", "return_claim", "send_back_claim"}),
    failed=frozenset({"refused", "withdrawn", "reversed"}),
    path_of=path_of,
    # The papers of an heir are listed beside those of the care.
    paths=(*Care.choices, (OF_HEIRS, ComesAs.HEIR.label)),
)
