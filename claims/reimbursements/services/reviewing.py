"""Reviewing a claim: what the first reviewer decides on each finding and proposes, the second review, sending back, refusing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.desk.services.notes import write_note
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from claims.findings.rules.records import Found
from claims.findings.words import as_kept, told
from claims.reimbursements.choices import Advice
from claims.reimbursements.models.claim import ClaimReview
from claims.reimbursements.queries.claim import claim_of, review_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.rules.coded import Coded, grounds, grounds_on
from claims.reimbursements.services.receiving import decided

NO_REASON = _("Write why: %(finding)s")
NOT_RULED = _("Decide on it, or propose a refusal: %(finding)s")
ONLY_CURED = _("Only its cure helps, or a refusal: %(finding)s")
NO_RULING = _("This finding is not there any more. Load the page again.")
NO_GROUND = _("Choose the ground of the refusal.")
NO_WORDS = _("Write the reason: it is printed on the decision.")


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """What a reviewer decides on one finding, and why."""

    key: str
    ruling: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReviewData:
    """A first review: its rulings, and what it proposes; ground and words only of a refusal."""

    advice: str
    rulings: tuple[Ruled, ...] = ()
    ground: str = ""
    words: str = ""


def review_claim(case_id: uuid.UUID, data: ReviewData, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Close the first review. Raises Blocked with every finding that is left open when it proposes to pay."""

    def effect(move: Move) -> None:
        found = judged(move.case, move.on).found
        if reasons := against_review(found, data, grounds_on(move.on, move.case.office.place_id)):
            raise Blocked(*reasons)
        _write(move, 1, data, found)

    rulings = [{"key": one.key, "ruling": one.ruling, "reason": one.reason} for one in data.rulings]
    body = {"advice": data.advice, "ground": data.ground, "words": data.words, "rulings": rulings}
    facts = {"advice": data.advice, "ruled": len(rulings)}
    return transitions.perform(
        case_id, "review_claim", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect
    )


def against_review(
    found: Sequence[Found], data: ReviewData, offered: Mapping[str, Coded] | None = None
) -> list[Reason]:
    """What a review lacks: a ruling that cannot be, a finding left open where it proposes to pay, ground or words of a refusal.
    `offered`: the grounds of the place and day, else all."""
    reasons = _against_rulings(found, data.rulings)
    if data.advice == Advice.APPROVE:
        reasons += _left_open(found, data.rulings)
    elif data.ground not in (grounds() if offered is None else offered):
        reasons.append(Reason("no_ground", NO_GROUND, "ground"))
    elif not data.words:
        reasons.append(Reason("no_words", NO_WORDS, "words"))
    return reasons


def _against_rulings(found: Sequence[Found], rulings: Sequence[Ruled]) -> list[Reason]:
    """A ruling is on a finding that stands, of a kind that may be decided, and says why."""
    by_key = {one.key: one for one in found}
    reasons = []
    for ruled in rulings:
        one = by_key.get(ruled.key)
        if one is None or ruled.ruling not in one.rulings:
            reasons.append(Reason("no_ruling", NO_RULING))
        elif not ruled.reason:
            reasons.append(Reason("no_reason", NO_REASON % {"finding": told(one).text}))
    return reasons


def _left_open(found: Sequence[Found], rulings: Sequence[Ruled]) -> list[Reason]:
    """Every blocking finding that nothing was decided on."""
    ruled = {one.key for one in rulings}
    return [
        Reason("left_open", (NOT_RULED if one.rulings else ONLY_CURED) % {"finding": told(one).text})
        for one in found
        if one.blocks and one.key not in ruled
    ]


def _write(move: Move, level: int, data: ReviewData, found: Sequence[Found]) -> None:
    claim = claim_of(move.case)
    row = ClaimReview(
        claim=claim,
        level=level,
        advice=data.advice,
        ground=data.ground if data.advice == Advice.REFUSE else "",
        rulings=[{"key": one.key, "ruling": one.ruling, "reason": one.reason} for one in data.rulings],
        findings=[as_kept(one) for one in found],
        reviewed_by=move.by.user,
        reviewed_on=move.on,
    )
    row.words = data.words
    row.save(force_insert=True)
    # What was read of the claim before rests on an older review.
    for name in ("_review",):
        claim.__dict__.pop(name, None)


def second_review_claim(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Close the second review of a claim that a third person decides: it proposes what the first one did."""

    def effect(move: Move) -> None:
        first = review_of(claim_of(move.case))
        if first is None:
            raise Blocked(Reason("no_ruling", NO_RULING))
        proposal = ReviewData(advice=first.advice, ground=first.ground)
        _write(move, 2, proposal, judged(move.case, move.on).found)

    return transitions.perform(case_id, "second_review_claim", by=by, on=on, seen=seen, op=op, effect=effect)


def send_back_claim(case_id: uuid.UUID, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Send a claim back to its first review, which is made anew; why is a note on the case, sealed as all words are."""

    def effect(move: Move) -> None:
        move.facts["note"] = str(write_note(move.case.pk, words, by=move.by).pk)

    body = {"words": words}
    return transitions.perform(case_id, "send_back_claim", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def refuse_claim(
    case_id: uuid.UUID, ground: str, words: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Refuse a claim with a ground and a reason in words; its receipts are given up. Raises Blocked."""

    def effect(move: Move) -> None:
        if ground not in grounds_on(move.on, move.case.office.place_id):
            raise Blocked(Reason("no_ground", NO_GROUND, "ground"))
        if not words:
            raise Blocked(Reason("no_words", NO_WORDS, "words"))
        claim = claim_of(move.case)
        claim.ground, claim.answer = ground, words
        decided(move.case, claim, "refuse_claim", move.on, reason=ground)
        claim.save(update_fields=["ground", "answer", "decided_on"])

    body, facts = {"ground": ground, "words": words}, {"ground": ground}
    return transitions.perform(
        case_id, "refuse_claim", by=by, on=on, seen=seen, op=op, body=body, facts=facts, effect=effect
    )
