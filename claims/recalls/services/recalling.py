"""Recalling a payment that went to a wrong account: the bank is asked for it; what comes back waits in suspense, and is owed anew
to the same person, held until her right account is on record."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.queries import holder_of_payable
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe
from casework.payments.services.payees import end_account
from casework.staff.officer import Officer
from claims.recalls.models import Recall
from claims.recalls.queries.recall import recall_of, recallable
from claims.recalls.words import HELD
from claims.recalls.workflow import WORKFLOW
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.services.entering import not_about_oneself, not_for_oneself
from claims.reversals.words import RECALLED

NOT_PAID = _("Only what the bank has paid is recalled, once.")
REVERSING = _("A reversal of the claim is proposed. Decide on it first.")
NO_SUCH_DAY = _("This day lies ahead, or before the payment.")
TWICE = _("Money with this day and number of the bank came back already.")


@transaction.atomic
def open_recall(claim_case: uuid.UUID, payable_id: uuid.UUID, words: str, *, by: Officer, on: date) -> CaseFile:
    """Propose to ask the bank for a payment of a claim. Raises Blocked for one that is not paid or recalled already, or while the
    claim is being reversed; PermissionDenied, CaseFile.DoesNotExist (not visible)."""
    by.must("open_recall")
    case = visible_or_404(claim_case, by)
    not_about_oneself(case.subject, by)
    claim = Reimbursement.objects.select_for_update(of=("self",)).get(pk=case.pk)
    not_for_oneself(claim, by)
    if claim.reversals.filter(state__in=("proposed", "confirmed")).exists():
        raise Blocked(Reason("reversing", REVERSING))
    payable = next((one for one in recallable(case) if one.pk == payable_id), None)
    if payable is None:
        raise Blocked(Reason("not_paid", NOT_PAID, "payable"))

    def make_row(made: CaseFile) -> None:
        row = Recall(case=made, payable=payable, proposed_by=by.user)
        row.words = words
        row.save(force_insert=True)

    return open_numbered_case(
        "open_recall",
        WORKFLOW,
        make_row,
        subject=case.subject,
        language=case.client_language,
        by=by,
        on=on,
        exists=Reason("not_paid", NOT_PAID, "payable"),
        office=case.office,
        facts={"claim": case.reference, "amount": str(payable.amount)},
    )


def _not_her_own(move: Move) -> None:
    not_about_oneself(move.case.subject, move.by)


def confirm_recall(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A second person has the bank asked; from then on nothing else goes to the account that was wrong. Raises Blocked for one's
    own proposal."""

    def effect(move: Move) -> None:
        row = recall_of(move.case)
        if row.payable.payee is not None:
            end_account(row.payable.payee, on=move.on)
        row.confirmed_by = move.by.user
        row.save(update_fields=["confirmed_by"])

    return transitions.perform(case_id, "confirm_recall", by=by, on=on, seen=seen, op=op, effect=effect)


def drop_recall(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The bank is not asked. Raises PermissionDenied about herself."""
    return transitions.perform(case_id, "drop_recall", by=by, on=on, seen=seen, op=op, effect=_not_her_own)


def record_recalled(
    case_id: uuid.UUID, bank_day: date, bank_number: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """All of it came back, on the bank's day under its number: it is in suspense. Raises Blocked for a day ahead or before the
    payment, and for a number told before; IntegrityError for a closed month."""

    def effect(move: Move) -> None:
        not_about_oneself(move.case.subject, move.by)
        row = recall_of(move.case)
        paid = row.payable
        if not (paid.paid_on or move.on) <= bank_day <= move.on:
            raise Blocked(Reason("no_such_day", NO_SUCH_DAY, "bank_day"))
        row.bank_day, row.bank_number = bank_day, bank_number
        try:
            with transaction.atomic():
                row.save(update_fields=["bank_day", "bank_number"])
        except IntegrityError as problem:
            raise Blocked(Reason("twice", TWICE, "bank_number")) from problem
        place = paid.account.place
        bank, suspense = account_of("bank", place), account_of("suspense", place)
        key = f"{RECALLED} {row.pk}"
        book(key, bank, suspense, paid.amount, purpose=RECALLED, on=move.on, case=paid.case, by=move.by)

    body = {"bank_day": bank_day, "bank_number": bank_number}
    return transitions.perform(case_id, "record_recalled", by=by, on=on, seen=seen, op=op, body=body, effect=effect)


def refuse_recall(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The bank could not get it back. Raises PermissionDenied about herself."""
    return transitions.perform(case_id, "refuse_recall", by=by, on=on, seen=seen, op=op, effect=_not_her_own)


def repay_recalled(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """What is in suspense is owed to the same person anew, held until her right account is on record and somebody names its proof.
    Raises Blocked for one's own proposal, IntegrityError for a closed month."""

    def effect(move: Move) -> None:
        row = recall_of(move.case)
        paid = row.payable
        row.owed_anew = owe(
            f"{RECALLED} {row.pk} anew",
            account_of("suspense", paid.account.place),
            paid.amount,
            to=holder_of_payable(paid),
            office=paid.office,
            purpose=RECALLED,
            on=move.on,
            case=paid.case,
            by=move.by,
            held_because=HELD,
        )
        row.save(update_fields=["owed_anew"])

    return transitions.perform(case_id, "repay_recalled", by=by, on=on, seen=seen, op=op, effect=effect)
