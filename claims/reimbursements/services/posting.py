"""Approving a claim posts it: the settlement as it was shown, the person's year, the ledger and what is owed, in one
transaction."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.payments import Payable
from casework.money.rules.amounts import ZERO
from casework.money.services.payables import owe_together
from casework.staff.officer import Officer
from claims.explanation.words.statement import SCHEMA
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import ClaimSettlement, PersonYear, YearPosting
from claims.reimbursements.queries.beside import years_of
from claims.reimbursements.queries.claim import account_of_person, area_of_claim, claim_of, holder_of_claim
from claims.reimbursements.queries.settling import NotWorked, Worked, worked_out
from claims.reimbursements.rules.layers import LAYERS
from claims.reimbursements.services.bearing import Parts, borne_and_owed, borne_by
from claims.reimbursements.services.receiving import decided
from claims.reimbursements.words import PURPOSE
from claims.reimbursements.workflow import NOT_SETTLED

FIGURES_CHANGED = _(
    "The figures are not those that were shown: something was posted or changed since. Look at the settlement again, then approve."
)
NO_ACCOUNT = _("No bank account stands on file for the payment. Send the claim back for it.")


def approve_claim(case_id: uuid.UUID, shown: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Approve a claim and post it as it was shown (`shown`: the digest of the figures). Findings are asked anew; the person's
    years are locked while it is posted, so that two settlements never start from the same year. Raises Blocked; then nothing is
    posted."""

    posted: list[ClaimSettlement] = []

    def effect(move: Move) -> None:
        claim = claim_of(move.case)
        worked, years = _locked_years(claim, move)
        if worked.digest != shown:
            raise Blocked(Reason("figures_changed", FIGURES_CHANGED))
        settlement = _write(claim, worked, move)
        posted.append(settlement)
        _post_years(settlement, worked, years)
        _owe(claim, worked, move)
        claim.approved_amount = settlement.paid
        decided(move.case, claim, "approve_claim", move.on)
        claim.save(update_fields=["approved_amount", "decided_on", "payee"])
        move.facts["paid"] = str(settlement.paid)

    with transaction.atomic():
        body = {"shown": shown}
        case = transitions.perform(case_id, "approve_claim", by=by, on=on, seen=seen, op=op, body=body, effect=effect)
        if posted and posted[0].paid == ZERO:
            case = transitions.follow(case.pk, "settle_claim", by=by, on=on)
    return case


def _worked(move: Move) -> Worked:
    worked = worked_out(move.case, move.on)
    if isinstance(worked, NotWorked):
        raise Blocked(Reason(worked.code, NOT_SETTLED % {"why": worked.text}))
    return worked


def _locked_years(claim: Reimbursement, move: Move) -> tuple[Worked, dict[int, PersonYear]]:
    """The settlement, and the years it is posted to, locked in their order; opened where nothing was posted yet. What was posted
    while this waited for a year is in the settlement."""
    # As the guards have worked it out, before its years were locked.
    preview = _worked(move)
    code = preview.policy.id
    locked = _lock(claim, code, preview.years)
    if len(locked) < len(preview.years):
        # Waits for a merge of this moment, which may bring a year along: asked again behind it.
        opened = [PersonYear(person=claim.person, policy_code=code, year=year) for year in preview.years]
        PersonYear.objects.bulk_create(
            [row for row in opened if row.year not in locked],
            ignore_conflicts=True,
        )
        locked = _lock(claim, code, preview.years)
    if any(locked[year].accumulators != before for year, (before, _after) in preview.years.items()):
        move.case.__dict__.pop("_worked", None)
        claim.__dict__.pop("_beside", None)
        return _worked(move), locked
    return preview, locked


def _lock(claim: Reimbursement, code: str, years: Collection[int]) -> dict[int, PersonYear]:
    """Her years under a policy, locked in their order; of two of one year the one that was posted to. One query."""
    rows = years_of(claim.person_id).filter(policy_code=code, year__in=years).order_by("year", "pk")
    # Not their keys: whoever closes the year refers to them meanwhile, and this waits for the closing behind it.
    locked = list(rows.select_for_update(of=("self",), no_key=True))
    return {row.year: row for row in sorted(locked, key=lambda row: (row.posted, row.pk))}


def _write(claim: Reimbursement, worked: Worked, move: Move) -> ClaimSettlement:
    answer = worked.answer
    return ClaimSettlement.objects.create(
        claim=claim,
        policy_code=worked.policy.id,
        policy_version=worked.policy.version,
        policy_digest=worked.policy.digest,
        demonstration=worked.policy.demonstration,
        schema=SCHEMA,
        input=worked.stated,
        record=worked.record,
        total=Decimal(answer["total"]),
        paid=Decimal(answer["paid_in_all"]),
        posted_on=move.on,
        posted_by=move.by.user,
    )


def _post_years(settlement: ClaimSettlement, worked: Worked, locked: dict[int, PersonYear]) -> None:
    for number, (before, after) in sorted(worked.years.items()):
        year = locked.get(number)
        if year is None or year.accumulators != before:
            raise Blocked(Reason("figures_changed", FIGURES_CHANGED))
        place = year.posted + 1
        YearPosting.objects.create(settlement=settlement, year=year, place_in_order=place, before=before, after=after)
        PersonYear.objects.filter(pk=year.pk).update(accumulators=after, posted=place)


def _owe(claim: Reimbursement, worked: Worked, move: Move) -> None:
    """What each layer bears leaves its account; one payable for all of it, to the account that whoever claims named last."""
    layers = _layers(worked.answer)
    if not any(layers.values()):
        return
    holder = holder_of_claim(claim)
    # The one that was shown and judged; named once more, whoever named another meanwhile.
    payee = account_of_person(claim)
    if payee is None:
        raise Blocked(Reason("no_account", NO_ACCOUNT))
    if payee != claim.payee:
        raise Blocked(Reason("figures_changed", FIGURES_CHANGED))
    parts, target = borne_and_owed(layers, area_of_claim(claim), claim.scheme, holder)
    owe_together(
        f"{PURPOSE} {move.case.pk}",
        parts,
        target=target,
        to=holder,
        office=move.case.office,
        purpose=PURPOSE,
        on=move.on,
        case=move.case,
        by=move.by,
        payee=payee,
    )


def parts_of(claim: Reimbursement, answer: Mapping[str, str]) -> Parts:
    """The accounts that bear something of a settlement, with their part in yuan; their sum is what is paid in all."""
    return borne_by(_layers(answer), area_of_claim(claim), claim.scheme)


def _layers(answer: Mapping[str, str]) -> dict[str, Decimal]:
    """What each layer bears of a settlement, in yuan."""
    return {field: Decimal(answer[field]) for field, _kind, _per_scheme in LAYERS}


def payment_answered(payable: Payable, *, paid: bool, by: Officer, on: date) -> None:
    """The bank has answered: a claim is paid, or waits for what is done about a payment that came back."""
    if payable.case_id is not None:
        transitions.follow(payable.case_id, "pay_claim" if paid else "return_claim_payment", by=by, on=on)
