"""Receiving a claim, returning it once for what is missing, taking that in, withdrawing it: the clock of the decision with it."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.services.answers import tell
from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.claim import claim_of, papers_of
from claims.reimbursements.rules.limits import RULE_ID

NOTHING_ASKED = _("Choose what is missing.")
NOT_ASKED_FOR = _("This paper is not on the list of this claim. Load the page again.")
IN_THE_PAST = _("The day to come back by lies in the past.")


def submit_claim(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Receive a claim: the clock starts on the day its papers were received. Raises Blocked without a receipt."""

    def effect(move: Move) -> None:
        case, place = move.case, move.case.office.place_id
        deadlines.start(case, due_from(RULE_ID, case.received_on or move.on, place=place), place=place)

    return transitions.perform(case_id, "submit_claim", by=by, on=on, seen=seen, op=op, effect=effect)


def return_claim(
    case_id: uuid.UUID,
    papers: Sequence[str],
    words: str,
    come_back_by: date,
    *,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """Return a claim for what is missing, said once; what that does to the clock is the house's rule. Raises Blocked."""

    def effect(move: Move) -> None:
        listed = {item.code for item in papers_of(move.case, move.on)}
        if not papers:
            raise Blocked(Reason("nothing_asked", NOTHING_ASKED, "papers"))
        if not set(papers) <= listed:
            raise Blocked(Reason("not_asked_for", NOT_ASKED_FOR, "papers"))
        if come_back_by < move.on:
            raise Blocked(Reason("in_the_past", IN_THE_PAST, "come_back_by"))
        claim = claim_of(move.case)
        claim.asked_papers, claim.asked_words, claim.come_back_by = sorted(papers), words, come_back_by
        claim.save(update_fields=["asked_papers", "asked_words", "come_back_by"])
        deadlines.papers_asked(move.case, RULE_ID, on=move.on)
        tell(move.case, "return_claim", officer=move.case.opened_by)

    body = {"papers": sorted(papers), "words": words, "come_back_by": come_back_by}
    return transitions.perform(case_id, "return_claim", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def supply_claim(case_id: uuid.UUID, received_on: date, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take in what was missing, on the day it came. The clock runs on."""

    def effect(move: Move) -> None:
        deadlines.papers_received(move.case, RULE_ID, on=min(received_on, move.on))

    body = {"received_on": received_on}
    return transitions.perform(case_id, "supply_claim", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def withdraw_claim(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take the claim back before it is decided on; its receipts are given up."""

    def effect(move: Move) -> None:
        deadlines.stop(move.case, RULE_ID, on=move.on, reason="withdraw_claim")

    return transitions.perform(case_id, "withdraw_claim", by=by, on=on, seen=seen, op=op, effect=effect)


def decided(case: CaseFile, claim: Reimbursement, verb: str, on: date, *, reason: str = "") -> None:
    """The clock stops, and whoever took the claim in reads the decision on her home."""
    claim.decided_on = on
    deadlines.stop(case, RULE_ID, on=on, reason=verb)
    tell(case, verb, reason=reason, officer=case.opened_by)
