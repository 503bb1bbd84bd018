"""What one area owes another: stated, approved by a second person, owed out of the clearing account of the one and waited for in
the books of the other; paid by a batch as everything that is owed."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.models.payments import Payable
from casework.money.queries import payee_of, pooling_area
from casework.money.services.ledger import account_of, book
from casework.money.services.payables import owe
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from claims.clearings.models import AreaClearing
from claims.clearings.queries.clearings import Due, area_clearing_of, between, due_between
from claims.clearings.words import RECEIVED
from claims.clearings.workflow import WORKFLOW
from claims.months.queries.clearing import areas_of
from claims.months.services.posting import AREA, clearing_of, open_day
from claims.months.words import BETWEEN_AREAS

NOT_HERS = _("Only the area that owes states what it owes.")
NOTHING = _("Nothing is owed by this area to the other one by this month.")
AHEAD = _("This month lies ahead.")
LATER_STATED = _("A later month of these areas was stated already: what this one left is in it, or in the next.")
EXISTS = _("This month of these areas is stated already.")
CHANGED = _("The amount is not what was shown any more. Load the page again.")


@transaction.atomic
def state_area_clearing(debtor: Place, creditor: Place, month: date, seen: str, *, by: Officer, on: date) -> CaseFile:
    """State what an area of the officer owes another by the end of a month; `seen`: the amount as it was shown. Raises Blocked with
    what stands against it, PermissionDenied."""
    by.must("state_area_clearing")
    if debtor.pk not in areas_of(by) or pooling_area(by.office) != debtor:
        raise Blocked(Reason("not_hers", NOT_HERS))
    _hold(debtor, creditor)
    due = due_between(debtor, creditor, month)
    if reasons := _against(due, seen, on):
        raise Blocked(*reasons)

    def make_row(case: CaseFile) -> None:
        AreaClearing.objects.create(
            case=case,
            month=due.month,
            debtor=debtor,
            creditor=creditor,
            creditor_paid=due.creditor_paid,
            debtor_paid=due.debtor_paid,
            carried=due.carried,
            amount=due.amount,
            stated_by=by.user,
        )

    return open_numbered_case(
        "state_area_clearing",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        exists=Reason("exists", EXISTS),
        facts={"month": f"{due.month:%Y-%m}", "creditor": creditor.pk, "amount": str(due.amount)},
    )


def _hold(one: Place, other: Place) -> None:
    """Of two statements between the same areas that are made at once one waits: their clearing accounts are locked in the order of
    their keys."""
    keys = sorted(clearing_of(*pair).pk for pair in ((one, other), (other, one)))
    list(LedgerAccount.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _against(due: Due, seen: str, on: date) -> list[Reason]:
    if due.month > on:
        return [Reason("ahead", AHEAD)]
    standing = between(due.debtor, due.creditor)
    if standing.filter(month=due.month).exists():
        return [Reason("exists", EXISTS)]
    if standing.filter(month__gt=due.month).exists():
        return [Reason("later_stated", LATER_STATED)]
    if due.amount <= 0:
        return [Reason("nothing", NOTHING)]
    return [Reason("changed", CHANGED)] if str(due.amount) != seen else []


def approve_area_clearing(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """It is owed: the clearing account of each area is emptied of it, one owes a payment, the other waits for it. Raises Blocked
    for one's own statement, IntegrityError for a closed month."""

    def effect(move: Move) -> None:
        row = area_clearing_of(move.case)
        _owe(row, move)
        row.approved_by, row.approved_on = move.by.user, move.on
        row.save(update_fields=["approved_by", "approved_on"])
        move.facts["amount"] = str(row.amount)

    return transitions.perform(case_id, "approve_area_clearing", by=by, on=on, seen=seen, op=op, effect=effect)


def _owe(row: AreaClearing, move: Move) -> None:
    holder = (AREA, row.creditor_id)
    owe(
        f"{BETWEEN_AREAS} {move.case.pk}",
        clearing_of(row.debtor, row.creditor),
        row.amount,
        to=holder,
        office=move.case.office,
        purpose=BETWEEN_AREAS,
        on=move.on,
        case=move.case,
        by=move.by,
        payee=payee_of(holder),
    )
    book(
        f"{RECEIVED} due {move.case.pk}",
        _due_account(row),
        clearing_of(row.creditor, row.debtor),
        row.amount,
        purpose=RECEIVED,
        on=open_day(row.creditor, move.on),
        case=move.case,
        by=move.by,
    )


def _due_account(row: AreaClearing) -> LedgerAccount:
    return account_of("clearing_due", row.creditor, holder=(AREA, row.debtor_id))


def decline_area_clearing(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Nothing is paid by this statement. Raises Blocked for one's own."""
    return transitions.perform(case_id, "decline_area_clearing", by=by, on=on, seen=seen, op=op)


def withdraw_area_clearing(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The statement is taken back before it is approved: what it named is due again."""
    return transitions.perform(case_id, "withdraw_area_clearing", by=by, on=on, seen=seen, op=op)


def payment_answered(payable: Payable, *, paid: bool, by: Officer, on: date) -> None:
    """The bank has answered about a payment between areas: what is paid came in at the other area, on the same day of the bank."""
    if payable.case_id is None:
        return
    case = transitions.follow(payable.case_id, "pay_area_clearing" if paid else "return_area_clearing", by=by, on=on)
    if not paid:
        return
    row = area_clearing_of(case)
    day = open_day(row.creditor, on)
    key = f"{RECEIVED} {payable.pk}"
    bank = account_of("bank", row.creditor)
    book(key, bank, _due_account(row), row.amount, purpose=RECEIVED, on=day, case=case, by=by)
