"""Clearing a prepayment against a month that is owed: what the layers bear of it goes to the prepayment first, the rest is owed
anew. From a dated amount on one asks for it and another books it."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE
from casework.money.services.ledger import account_of
from casework.money.services.payables import take_from
from casework.money.table import answered
from casework.staff.officer import Officer
from claims.advances.models import Clearing, ClearingAsked, InstitutionAdvance
from claims.advances.queries.advance import HOLDER, left_of, owed_to
from claims.advances.rules.limits import needs_two
from claims.advances.services.paying import visible_advance
from claims.advances.states import ClearingOutcome
from claims.advances.words import CLEARING

NOTHING_LEFT = _("Nothing of this prepayment is left to be cleared.")
NOT_OFFERED = _("This month is not owed any more, or is in a batch or at the bank. Load the page again.")
ASKED_ALREADY = _("This clearing was asked for already. A colleague books it.")
OWN_CLEARING = _("You asked for this clearing yourself. A colleague books it.")
DECIDED = _("This clearing was booked or dropped already.")


@transaction.atomic
def clear_prepayment(case_id: uuid.UUID, payable_id: uuid.UUID, *, by: Officer, on: date) -> Clearing | ClearingAsked:
    """Clear as much of a prepayment as is left and the month's payable holds; from the dated amount on it is asked for, and a
    second person books it. Raises Blocked where nothing is left, the payable has left the office or is asked for already;
    PermissionDenied, CaseFile.DoesNotExist, IntegrityError for closed books."""
    by.must("clear_prepayment")
    row = visible_advance(case_id, by)
    payable, left = _offered(row, payable_id)
    amount = min(left, payable.amount)
    if needs_two(amount, on, row.institution.place_id):
        return _asked(row, payable, amount, by=by, on=on)
    taken = _clear(row, payable, amount, by=by, on=on)
    record("clear_prepayment", by=by, case=row.case, facts=_facts(taken.amount, payable))
    return taken


def _offered(row: InstitutionAdvance, payable_id: uuid.UUID) -> tuple[Payable, Decimal]:
    """A month's payable, locked, and what is left of the prepayment in yuan. Raises Blocked."""
    left = left_of(row)
    if not left:
        raise Blocked(Reason("nothing_left", NOTHING_LEFT, "payable"))
    if payable_id not in {one.pk for one in owed_to(row)}:
        raise Blocked(Reason("not_offered", NOT_OFFERED, "payable"))
    rows = Payable.objects.select_for_update(of=("self",)).select_related("account__place", "case__office", "payee")
    return rows.get(pk=payable_id), left


def _facts(amount: Decimal, payable: Payable) -> dict[str, str]:
    return {"amount": str(amount), "month": (payable.case.reference or "") if payable.case else ""}


def _asked(row: InstitutionAdvance, payable: Payable, amount: Decimal, *, by: Officer, on: date) -> ClearingAsked:
    told = {"advance": row, "amount": amount, "asked_by": by.user, "asked_on": on}
    try:
        with transaction.atomic():
            asked = ClearingAsked.objects.create(payable=payable, **told)
    except IntegrityError as problem:
        raise Blocked(Reason("asked_already", ASKED_ALREADY, "payable")) from problem
    record("ask_clearing", by=by, case=row.case, facts=_facts(amount, payable))
    return asked


@transaction.atomic
def confirm_clearing(asked_id: uuid.UUID, *, by: Officer, on: date) -> Clearing:
    """Book a clearing that somebody else asked for: no more than was asked, than is left, and than the month is owed. Raises
    Blocked for one's own, one decided already, or where nothing is left; PermissionDenied, ClearingAsked.DoesNotExist (not
    visible), IntegrityError for closed books."""
    by.must("confirm_clearing")
    asked, row = _open(asked_id, by)
    if asked.asked_by_id == by.user.pk:
        raise Blocked(Reason("own_clearing", OWN_CLEARING))
    payable, left = _offered(row, asked.payable_id)
    _decide(asked, ClearingOutcome.BOOKED, by, on)
    taken = _clear(row, payable, min(asked.amount, left, payable.amount), by=by, on=on, asked=asked)
    record("confirm_clearing", by=by, case=row.case, facts=_facts(taken.amount, payable))
    return taken


@transaction.atomic
def drop_clearing(asked_id: uuid.UUID, *, by: Officer, on: date) -> ClearingAsked:
    """Nothing is cleared by it. Raises Blocked for one decided already, PermissionDenied, ClearingAsked.DoesNotExist."""
    by.must("drop_clearing")
    asked, row = _open(asked_id, by)
    _decide(asked, ClearingOutcome.DROPPED, by, on)
    record("drop_clearing", by=by, case=row.case, facts={"amount": str(asked.amount)})
    return asked


def _open(asked_id: uuid.UUID, by: Officer) -> tuple[ClearingAsked, InstitutionAdvance]:
    """One that waits, with its prepayment, which is locked before it. Raises Blocked."""
    case_id = ClearingAsked.objects.values_list("advance", flat=True).get(
        pk=asked_id, advance__case__office__in=by.area
    )
    row = visible_advance(case_id, by)
    asked = ClearingAsked.objects.select_for_update(of=("self",)).get(pk=asked_id)
    if asked.outcome:
        raise Blocked(Reason("decided", DECIDED))
    return asked, row


def _decide(asked: ClearingAsked, outcome: ClearingOutcome, by: Officer, on: date) -> None:
    asked.outcome, asked.decided_by, asked.decided_on = outcome, by.user, on
    asked.save(update_fields=["outcome", "decided_by", "decided_on"])


def _clear(
    row: InstitutionAdvance,
    payable: Payable,
    amount: Decimal,
    *,
    by: Officer,
    on: date,
    asked: ClearingAsked | None = None,
) -> Clearing:
    # Taken to a batch between the question and the lock.
    if payable.state not in WITHDRAWABLE:
        raise Blocked(Reason("not_offered", NOT_OFFERED, "payable"))
    told = {"amount": amount, "booked_by": by.user, "booked_on": on, "asked": asked}
    made = Clearing.objects.create(advance=row, payable=payable, **told)
    rest = take_from(
        payable,
        amount,
        account_of("prepayments", payable.account.place, holder=(HOLDER, str(row.institution_id))),
        name=f"{CLEARING} {made.pk} {payable.pk}",
        rest=f"{CLEARING} rest {made.pk} {payable.pk}",
        purpose=CLEARING,
        on=on,
        by=by,
    )
    if rest is None:
        # All of it is paid already: the month is told as if the bank had answered.
        answered(payable, paid=True, by=by, on=on)
    else:
        rest.due_on = payable.due_on
        rest.save(update_fields=["due_on"])
    return made
