"""Clearing a prepayment against a month that is owed: what the layers bear of it goes to the prepayment first, the rest is owed
anew."""

import uuid
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE
from casework.money.services.ledger import account_of
from casework.money.services.payables import take_from
from casework.money.table import answered
from casework.staff.officer import Officer
from claims.advances.models import Clearing, InstitutionAdvance
from claims.advances.queries.advance import HOLDER, left_of, owed_to
from claims.advances.services.paying import visible_advance
from claims.advances.words import CLEARING

NOTHING_LEFT = _("Nothing of this prepayment is left to be cleared.")
NOT_OFFERED = _("This month is not owed any more, or is in a batch or at the bank. Load the page again.")


@transaction.atomic
def clear_prepayment(case_id: uuid.UUID, payable_id: uuid.UUID, *, by: Officer, on: date) -> Clearing:
    """Clear as much of a prepayment as is left and the month's payable holds. Raises Blocked where nothing is left or the payable
    has left the office; PermissionDenied, CaseFile.DoesNotExist, IntegrityError for closed books."""
    by.must("clear_prepayment")
    row = visible_advance(case_id, by)
    left = left_of(row)
    if not left:
        raise Blocked(Reason("nothing_left", NOTHING_LEFT, "payable"))
    if payable_id not in {one.pk for one in owed_to(row)}:
        raise Blocked(Reason("not_offered", NOT_OFFERED, "payable"))
    payable = Payable.objects.select_for_update(of=("self",)).select_related("account__place", "case__office", "payee")
    taken = _clear(row, payable.get(pk=payable_id), left, by=by, on=on)
    facts = {"amount": str(taken.amount), "month": taken.payable.case.reference if taken.payable.case else ""}
    record("clear_prepayment", by=by, case=row.case, facts=facts)
    return taken


def _clear(row: InstitutionAdvance, payable: Payable, left: Decimal, *, by: Officer, on: date) -> Clearing:
    # Taken to a batch between the question and the lock.
    if payable.state not in WITHDRAWABLE:
        raise Blocked(Reason("not_offered", NOT_OFFERED, "payable"))
    amount = min(left, payable.amount)
    made = Clearing.objects.create(advance=row, payable=payable, amount=amount, booked_by=by.user, booked_on=on)
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
