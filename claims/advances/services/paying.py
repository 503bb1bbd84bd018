"""Paying an institution beside its months: entered, reviewed, approved by a third, owed; a prepayment is cleared against months."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.models.payments import Payable
from casework.money.queries import payee_of, pooling_area_of
from casework.money.rules.amounts import ZERO, NotAnAmount, exact
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe, owe_together
from casework.staff.officer import Officer
from claims.advances.models import DepositRelease, InstitutionAdvance
from claims.advances.queries.advance import HOLDER, advance_of, deposits_of, institutions_of, who_goes_on
from claims.advances.rules.deposits import HIGHEST, part_of, returned_for
from claims.advances.states import What
from claims.advances.words import DEPOSIT, FORFEIT, PREPAYMENT, RETURN
from claims.advances.workflow import WORKFLOW
from claims.reimbursements.services.bearing import account_of_layer
from institutions.register.models.institution import Institution

# More is a slip of the hand.
MOST = Decimal(10**9)
NO_AMOUNT = _("Write the amount in yuan, to the fen.")
NO_SCORE = _("Write the score of the appraisal, from 0 to 100.")
NO_DEPOSIT = _("Nothing was withheld of the months of this year, or it was decided on already.")
NOT_OVER = _("The deposit of a year is returned once the year is over.")
GONE_ON = _("%(code)s goes on for this institution: enter it there.")
EXISTS = _("The deposit of this year is being returned already.")


@dataclass(frozen=True, kw_only=True)
class AdvanceData:
    """What is to be paid: a prepayment of an amount in yuan, or the deposit of a year by a score."""

    what: str
    year: int
    amount: Decimal | None = None
    score: int | None = None


@transaction.atomic
def open_advance(institution: uuid.UUID, data: AdvanceData, *, by: Officer, on: date) -> CaseFile:
    """Enter a prepayment, or the return of a year's deposit. Raises Blocked with what stands against it, PermissionDenied,
    Institution.DoesNotExist outside her area."""
    by.must("open_advance")
    row = institutions_of(by).select_related("office", "place").get(pk=institution)
    if reasons := _against(row, data, on):
        raise Blocked(*reasons)
    prepaid = data.what == What.PREPAYMENT

    def make_row(case: CaseFile) -> None:
        InstitutionAdvance.objects.create(
            case=case,
            institution=row,
            what=data.what,
            year=data.year,
            amount=data.amount if prepaid else None,
            score=None if prepaid else data.score,
        )

    return open_numbered_case(
        "open_advance",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        exists=Reason("exists", EXISTS, "year"),
        office=row.office,
        facts={"institution": row.code, "what": data.what, "year": data.year},
    )


def _against(institution: Institution, data: AdvanceData, on: date) -> list[Reason]:
    last = who_goes_on(institution)[-1]
    if last != institution:
        return [Reason("gone_on", GONE_ON % {"code": last.code})]
    if data.what == What.PREPAYMENT:
        return [] if _is_amount(data.amount) else [Reason("no_amount", NO_AMOUNT, "amount")]
    if data.score is None or not 0 <= data.score <= HIGHEST:
        return [Reason("no_score", NO_SCORE, "score")]
    if data.year >= on.year:
        return [Reason("not_over", NOT_OVER, "year")]
    return [] if deposits_of(institution, data.year).exists() else [Reason("no_deposit", NO_DEPOSIT, "year")]


def _is_amount(amount: Decimal | None) -> bool:
    try:
        return amount is not None and ZERO < exact(amount) < MOST
    except NotAnAmount:
        return False


def review_advance(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The first of two. Raises Blocked for what one entered oneself."""

    def effect(move: Move) -> None:
        row = advance_of(move.case)
        row.reviewed_by = move.by.user
        row.save(update_fields=["reviewed_by"])

    return transitions.perform(case_id, "review_advance", by=by, on=on, seen=seen, op=op, effect=effect)


def decline_advance(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Nothing is paid. Raises Blocked for what one entered oneself."""
    return transitions.perform(case_id, "decline_advance", by=by, on=on, seen=seen, op=op)


def withdraw_advance(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take it back before it is reviewed."""
    return transitions.perform(case_id, "withdraw_advance", by=by, on=on, seen=seen, op=op)


def approve_advance(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The second of two: it is booked and owed. A deposit is released as a whole: what the score returns is owed, what it does not
    goes back to the funds it was withheld from. Raises Blocked for one's own entry or review, IntegrityError for a closed month."""

    def effect(move: Move) -> None:
        row = advance_of(move.case)
        owed = _prepay(row, move) if row.what == What.PREPAYMENT else _release(row, move)
        row.approved_by, row.approved_on, row.amount = move.by.user, move.on, owed
        row.save(update_fields=["approved_by", "approved_on", "amount"])
        move.facts["amount"] = str(owed)

    with transaction.atomic():
        case = transitions.perform(case_id, "approve_advance", by=by, on=on, seen=seen, op=op, effect=effect)
        if case.state == "approved" and not advance_of(case).amount:
            case = transitions.follow(case.pk, "settle_advance", by=by, on=on)
    return case


def _prepay(row: InstitutionAdvance, move: Move) -> Decimal:
    if row.amount is None:
        raise ValueError("a prepayment has an amount")
    holder = (HOLDER, str(row.institution_id))
    source = account_of("prepayments", pooling_area_of(row.institution.place_id), holder=holder)
    owe(
        f"{PREPAYMENT} {move.case.pk}",
        source,
        row.amount,
        to=holder,
        office=move.case.office,
        purpose=PREPAYMENT,
        on=move.on,
        case=move.case,
        by=move.by,
        payee=payee_of(holder),
    )
    return row.amount


def _release(row: InstitutionAdvance, move: Move) -> Decimal:
    entries = list(deposits_of(row.institution, row.year).select_for_update(of=("self",)).order_by("pk"))
    if not entries:
        raise Blocked(Reason("no_deposit", NO_DEPOSIT))
    area, ratio = pooling_area_of(row.institution.place_id), returned_for(row.score or 0)
    back: dict[LedgerAccount, Decimal] = defaultdict(lambda: ZERO)
    kept: dict[tuple[LedgerAccount, LedgerAccount], Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        returned = part_of(entry.amount, ratio)
        DepositRelease.objects.create(advance=row, entry=entry, returned=returned, forfeited=entry.amount - returned)
        deposit = account_of(DEPOSIT, area, scheme=entry.scheme, holder=(HOLDER, str(entry.institution_id)))
        back[deposit] += returned
        kept[deposit, account_of_layer(entry.layer, area, entry.scheme)] += entry.amount - returned
    for (deposit, fund), amount in sorted(kept.items(), key=lambda one: (one[0][0].pk, one[0][1].pk)):
        if amount:
            key = f"{FORFEIT} {move.case.pk} {deposit.pk} {fund.pk}"
            book(key, deposit, fund, amount, purpose=FORFEIT, on=move.on, case=move.case, by=move.by)
    return _return(row, [(account, amount) for account, amount in back.items() if amount], move)


def _return(row: InstitutionAdvance, parts: list[tuple[LedgerAccount, Decimal]], move: Move) -> Decimal:
    if not parts:
        return ZERO
    key = str(row.institution_id)
    payable = owe_together(
        f"{RETURN} {move.case.pk}",
        parts,
        to=(HOLDER, key),
        office=move.case.office,
        purpose=RETURN,
        on=move.on,
        case=move.case,
        by=move.by,
        payee=payee_of((HOLDER, key)),
    )
    return payable.amount


def payment_answered(payable: Payable, *, paid: bool, by: Officer, on: date) -> None:
    """The bank has answered about a payment beside the months."""
    if payable.case_id is not None:
        transitions.follow(payable.case_id, "pay_advance" if paid else "return_advance_payment", by=by, on=on)


def visible_advance(case_id: uuid.UUID, by: Officer) -> InstitutionAdvance:
    """Locked until the transaction ends. Raises CaseFile.DoesNotExist (not visible)."""
    visible_or_404(case_id, by)
    rows = InstitutionAdvance.objects.select_for_update(of=("self",)).select_related("case__office", "institution")
    return rows.get(case=case_id)
