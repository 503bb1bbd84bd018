"""Giving back something of a payment, in the transaction of the case that decides it; the caller holds the lock of the person."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.contributions.models.bill import Payment
from enrolment.contributions.models.refund import Refund
from enrolment.contributions.queries.refunds import ZERO, Refundable, kept_of, paid_under_another_file
from enrolment.contributions.services.paid_time import strike_paid_time, supersede
from enrolment.contributions.services.payments import days_of, times_of
from enrolment.persons.models.person import Person

REFUNDED = "refunded"
NO_PAYMENT = _("This payment does not stand any more, or all of it was given back.")
MORE = _("Of this payment %(left)s yuan are paid and not given back: no more can be.")
EATS = _(
    "The bill of %(period)s would not be paid in full any more. For this reason only what is paid beyond the bill is given back: "
    "at most %(most)s yuan."
)
NOT_BEFORE = _("What the payment is for began on %(day)s. This reason holds only for what happened before that day.")


def against_refund(
    person: Person, found: Refundable | None, amount: Decimal, day: date, *, ends_cover: bool, before_start: bool
) -> list[Reason]:
    """What stands against giving so much of a payment back. Two queries."""
    if found is None:
        return [Reason("no_payment", NO_PAYMENT, "payment")]
    bill = found.payment.bill
    if not ZERO < amount <= found.left:
        return [Reason("more_than_paid", MORE % {"left": found.left}, "refund_amount")]
    first, _last = days_of(bill)
    if before_start and day >= first:
        return [Reason("not_before_start", NOT_BEFORE % {"day": first.isoformat()}, "takes_effect_on")]
    due = ZERO if paid_under_another_file(bill, person) else bill.amount
    beyond = max(kept_of(bill.pk) - due, ZERO)
    if not ends_cover and amount > beyond:
        values = {"period": bill.period, "most": beyond}
        return [Reason("eats_into_bill", EATS % values, "refund_amount")]
    return []


def write_refund(
    person: Person,
    payment: Payment,
    amount: Decimal,
    reason: str,
    *,
    ends_cover: bool,
    case: CaseFile,
    by: Officer,
    on: date,
) -> Refund:
    """Write it. Where the reason ends the cover and the bill is not paid in full any more, the time it paid for is superseded,
    and the bill with it when nothing of it is kept; time that another file's bill has paid for as well stays. Raises
    IntegrityError for more than is paid."""
    refund = Refund.objects.create(
        payment=payment, amount=amount, reason=reason, case=case, decided_on=on, recorded_by=by.user
    )
    bill, kept = payment.bill, kept_of(payment.bill_id)
    twice = paid_under_another_file(bill, person)
    if ends_cover and not twice and kept < bill.amount:
        for row in list(times_of(bill, person)):
            strike_paid_time(row, besides=days_of(bill), by=by)
    if kept == ZERO and (ends_cover or twice):
        supersede(bill, REFUNDED)
    facts = {"period": bill.period, "scheme": bill.scheme, "reason": reason}
    record("refund_premium", by=by, subject=person.pk, case=case, facts=facts)
    return refund
