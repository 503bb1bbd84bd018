"""Drawing a sample of decided claims, and the second readings of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from claims.findings.rules.records import LEAVE_OUT
from claims.findings.words import as_kept
from claims.recoveries.rules.plans import REPLY_DAYS
from claims.reimbursements.choices import Advice
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.queries.claim import claim_of, review_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.services.reviewing import ReviewData, against_review
from claims.runs.models.run import CareResult
from claims.samples.models import ClaimSample, SecondReading
from claims.samples.queries.readings import accepted_by, claim_read, conclusions_of, decided_in, reading_of
from claims.samples.queries.settlements import accepted_of, left_out_of, lines_read
from claims.samples.rules.drawing import STRATA, draw, shares_kept, shares_read
from claims.samples.states import Conclusion
from claims.samples.workflow import WORKFLOW

NOT_OVER = _("A sample is drawn of a period that is over.")
NOBODY = _("No claim was approved in this period.")
DRAWN = _("A sample of some of these days was drawn already. A seed that does not please is not drawn again.")
EXISTS = _("This claim is in the sample already.")
MAY_REPLY = _("A reply may come until %(day)s. Record the reply, or wait for the day to pass.")
NO_WHY = _("Write why.")
NOT_OF_THIS = _("A claim is reversed; of a month's settlement something is recovered.")
NO_LINE = _("This settlement has no line %(line)s.")
NO_WORDS = _("Write why it was not due.")
# The ground of a settlement of which nothing was due.
NOT_DUE = "not_payable"
NO_REVIEW = _("No review of this claim is on record.")


@dataclass(frozen=True, kw_only=True)
class SampleData:
    """Of which days a sample is drawn, by which seed, and where that was published."""

    starts_on: date
    ends_on: date
    seed: str
    published: str


@dataclass(frozen=True, kw_only=True)
class ConclusionData:
    """What follows from a difference, why, and what the person replied; "" when she did not."""

    conclusion: str
    why: str
    reply: str = ""


@dataclass(frozen=True, kw_only=True)
class SettlementRead:
    """Of a month's settlement whether it was due at all, which lines were not (as the institution numbers them), and why."""

    pays: bool
    lines: tuple[str, ...] = ()
    words: str = ""


@transaction.atomic
def draw_sample(data: SampleData, *, by: Officer, on: date) -> ClaimSample:
    """Draw a sample of the claims that offices of her area approved in a period; each that is drawn waits for a second reading.
    Raises Blocked for a period that is not over, was sampled, or in which nothing was approved; PermissionDenied."""
    by.must("draw_sample")
    if data.ends_on >= on:
        raise Blocked(Reason("not_over", NOT_OVER, "ends_on"))
    population = decided_in(by, data.starts_on, data.ends_on)
    if not population:
        raise Blocked(Reason("nobody", NOBODY, "starts_on"))
    shares = shares_kept(on, by.office.place_id, STRATA)
    sample = ClaimSample(
        office=by.office,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        seed=data.seed,
        published=data.published,
        shares=shares,
        drawn_by=by.user,
        drawn_on=on,
    )
    keys = keep_drawn(sample, population, Reason("drawn", DRAWN, "starts_on"))
    strata, claims = dict(population), Reimbursement.objects.select_related("case__office").in_bulk(keys)
    for claim in sorted(claims.values(), key=lambda one: str(one.pk)):
        open_reading(sample, claim.case, strata[str(claim.pk)], claim.case.subject, by=by, on=on, claim=claim)
    facts = {"sample": str(sample.pk), "population": len(population), "drawn": len(keys), "seed": data.seed}
    record("draw_sample", by=by, facts=facts)
    return sample


def keep_drawn(sample: ClaimSample, population: list[tuple[str, str]], drawn: Reason) -> list[str]:
    """Keep a sample with the population (key, stratum) it is drawn of. Returns the keys that its seed draws. Raises Blocked with
    `drawn` where some of it was sampled before."""
    sample.population = [list(one) for one in population]
    try:
        with transaction.atomic():
            sample.save(force_insert=True)
    except IntegrityError as problem:
        raise Blocked(drawn) from problem
    return draw(population, shares_read(sample.shares), sample.seed)


def open_reading(
    sample: ClaimSample,
    about: CaseFile,
    stratum: str,
    subject: uuid.UUID | None,
    *,
    by: Officer,
    on: date,
    **what: Reimbursement | CareResult,
) -> None:
    """A reading of a claim, or of a result of a month (`what`), at the office of the case it is about."""
    case = open_numbered_case(
        "draw_reading",
        WORKFLOW,
        lambda made: SecondReading(case=made, sample=sample, stratum=stratum, **what).save(force_insert=True),
        subject=subject,
        language=about.client_language,
        by=by,
        on=on,
        exists=Reason("exists", EXISTS),
        office=about.office,
        facts={"stratum": stratum},
    )
    # Whoever draws reads none of them: it is anybody's.
    CaseFile.objects.filter(pk=case.pk).update(assigned_to=None)


def take_reading(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take a claim to read it a second time; from now until the reading is given its decision is not shown to her. Raises Blocked
    when she had a part in it or knows how it was decided."""

    def effect(move: Move) -> None:
        row = reading_of(move.case)
        row.reader = move.by.user
        row.save(update_fields=["reader"])

    return transitions.perform(case_id, "take_reading", by=by, on=on, seen=seen, op=op, effect=effect)


def free_reading(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Give a reading back that was taken and not given: it waits for anybody again, who takes the place of its reader. Raises
    Blocked for whoever neither took it nor oversees it."""
    return transitions.perform(case_id, "free_reading", by=by, on=on, seen=seen, op=op)


def give_reading(case_id: uuid.UUID, data: ReviewData, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Give the second reading: judged on the findings as they stand now, compared with the first review by the proposal and by what
    of the receipts is accepted. A difference may be replied to. Raises Blocked with every finding that is left open."""

    def effect(move: Move) -> None:
        row = reading_of(move.case)
        claim_case = claim_read(row).case
        claim, found = claim_of(claim_case), judged(claim_case, move.on).found
        first = review_of(claim)
        reasons = against_review(found, data)
        if first is None:
            reasons.append(Reason("no_review", NO_REVIEW))
        if reasons or first is None:
            raise Blocked(*reasons)
        row.advice, row.ground = data.advice, data.ground if data.advice == "refuse" else ""
        row.words, row.read_on = data.words, move.on
        row.rulings = [{"key": one.key, "ruling": one.ruling, "reason": one.reason} for one in data.rulings]
        row.findings = [as_kept(one) for one in found]
        sheet = sheet_of(claim)
        row.accepted = accepted_by(sheet, row.rulings, row.findings, pays=data.advice == "approve")
        row.first_accepted = accepted_by(sheet, first.rulings, first.findings, pays=first.advice == "approve")
        _given(row, move, differs=row.accepted != row.first_accepted or row.advice != first.advice)

    rulings = [{"key": one.key, "ruling": one.ruling, "reason": one.reason} for one in data.rulings]
    body = {"advice": data.advice, "ground": data.ground, "words": data.words, "rulings": rulings}
    return given(case_id, body, effect, by=by, on=on, seen=seen, op=op)


def _given(row: SecondReading, move: Move, *, differs: bool) -> None:
    """What was read is kept; where it differs the days of the reply begin."""
    if differs:
        days = rule_by_id(REPLY_DAYS).value_for(on=move.on, place=move.case.office.place_id).number
        row.reply_until = move.on + timedelta(days=days)
    row.save()
    move.facts["agrees"] = row.reply_until is None


def give_settlement_reading(
    case_id: uuid.UUID, data: SettlementRead, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Give the second reading of a settlement of a month: compared with what was posted by what of the bill is accepted. Raises
    Blocked for lines that it does not have, or without words where something was not due."""

    def effect(move: Move) -> None:
        if (data.lines or not data.pays) and not data.words.strip():
            raise Blocked(Reason("no_words", NO_WORDS, "words"))
        row = reading_of(move.case)
        lines = lines_read(row)
        # The form offers none of these.
        if reasons := [Reason("no_line", NO_LINE % {"line": one}, "lines") for one in data.lines if one not in lines]:
            raise Blocked(*reasons)
        row.advice, row.read_on, row.words = Advice.APPROVE if data.pays else Advice.REFUSE, move.on, data.words.strip()
        row.ground = "" if data.pays else NOT_DUE
        row.rulings = [{"key": one, "ruling": LEAVE_OUT, "reason": ""} for one in data.lines]
        first, second = left_out_of(row), set(data.lines if data.pays else lines)
        row.accepted, row.first_accepted = accepted_of(lines, second), accepted_of(lines, first)
        # Line by line: two lines of the same amount are not the same line.
        _given(row, move, differs=any(lines[one].amount for one in first ^ second if one in lines))

    body = {"pays": data.pays, "lines": sorted(data.lines), "words": data.words}
    return given(case_id, body, effect, by=by, on=on, seen=seen, op=op)


def given(
    case_id: uuid.UUID,
    body: dict,
    effect: Callable[[Move], None],
    *,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """The step that gives a reading, and the one that follows where it differs."""
    with transaction.atomic():
        case = transitions.perform(case_id, "give_reading", by=by, on=on, seen=seen, op=op, body=body, effect=effect)
        if case.state == "agrees" and SecondReading.objects.filter(pk=case.pk, reply_until__isnull=False).exists():
            case = transitions.follow(case.pk, "find_difference", by=by, on=on)
    return case


def conclude_reading(
    case_id: uuid.UUID, data: ConclusionData, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Say what follows from a difference, once the person has replied or may not any more. What follows of the money is a
    reversal's to do, a case of its own. Raises Blocked while she may reply and has not, or without a reason."""

    def effect(move: Move) -> None:
        row = reading_of(move.case)
        if not data.reply and row.reply_until is not None and move.on <= row.reply_until:
            raise Blocked(Reason("may_reply", MAY_REPLY % {"day": row.reply_until}, "reply"))
        if data.conclusion not in conclusions_of(row):
            raise Blocked(Reason("not_of_this", NOT_OF_THIS, "conclusion"))
        if not data.why:
            raise Blocked(Reason("no_why", NO_WHY, "why"))
        row.reply, row.why = data.reply, data.why
        row.conclusion = Conclusion(data.conclusion)
        row.concluded_by, row.concluded_on = move.by.user, move.on
        row.save()
        move.facts["conclusion"] = row.conclusion

    body = {"conclusion": data.conclusion, "why": data.why, "reply": data.reply}
    return transitions.perform(case_id, "conclude_reading", by=by, on=on, seen=seen, op=op, body=body, effect=effect)
