"""A premium given back: reckoned from the payments on record, owed by the ledger, paid by a batch."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.money.queries import balance_of, pooling_area_of
from casework.money.services.ledger import account_of, reverse
from casework.money.services.payables import owe
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.credits import credits_of, that_stand
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.possible import OF_THE_DEAD
from enrolment.changes.services.accounts import HEIRS, HEIRS_NOT_PROVEN, PREMIUM_REFUND, holder_of
from enrolment.changes.services.doing import Doing
from enrolment.contributions.models.bill import Bill
from enrolment.contributions.models.refund import Refund
from enrolment.contributions.queries.refunds import (
    ZERO,
    Refundable,
    kept_of,
    paid_under_another_file,
    refundable_payment,
)
from enrolment.contributions.services.payments import days_of, times_of
from enrolment.contributions.services.refunds import NO_PAYMENT, against_refund, write_refund
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import files_of, in_her_files

DIED = "died_before_start"
GIVEN_BACK_FOR_IT = _(
    "The premium of %(period)s was given back because the person had died before its time began. Record first that it is paid "
    "anew, or confirm that it stays given back: then no cover follows from it."
)
NOT_ON_FILE = _("The file does not say that the person died on this day. Record the death first.")

CREDIT_USED = _(
    "For this month %(amount)s yuan were credited to the personal account, and less than that is left on it. Clear first how the "
    "credit is returned."
)


def amount_of(found: Refundable | None, asked: Decimal | None) -> Decimal:
    """The amount asked for, or all that is left of the payment."""
    if asked is not None or found is None:
        return asked or ZERO
    return found.left


def against_refund_of(
    person: Person, found: Refundable | None, amount: Decimal, reason: str, day: date
) -> list[Reason]:
    """What stands against giving it back for this reason. Two queries."""
    why = table().reasons[reason]
    if reason == DIED and person.died_on != day:
        return [Reason("not_on_file", NOT_ON_FILE, "takes_effect_on")]
    return against_refund(person, found, amount, day, ends_cover=why.ends_cover, before_start=why.before_start)


def given_back_for_a_death(person: Person, day: date | None) -> list[str]:
    """The periods of which the premium was given back since she had died before they began, where the death is taken back or its
    right day (`day`) lies in them, and nothing pays for them anew. A query, and one for each such refund."""
    rows = Refund.objects.filter(reason=DIED, payment__bill__person__in=in_her_files(person))
    bills = [refund.payment.bill for refund in rows.select_related("payment__bill")]
    undone = [bill for bill in bills if day is None or day >= days_of(bill)[0]]
    return sorted({bill.period for bill in undone if not times_of(bill, person).exists()})


def given_back_for(change: EnrolmentChange) -> list[str]:
    """The same of a change that takes a death back or corrects its day; nothing of any other."""
    if change.act not in OF_THE_DEAD:
        return []
    return given_back_for_a_death(change.person, change.takes_effect_on if change.act == "correct_death" else None)


def settle_given_back(change: EnrolmentChange, *, stays: bool) -> None:
    """What was given back for the death that a change undoes stays given back when the officer who records it confirms so
    (`stays`); what does not concern it is not confirmed. Raises Blocked without her word."""
    periods = given_back_for(change)
    if periods and not stays:
        raise Blocked(*[Reason("given_back_for_it", GIVEN_BACK_FOR_IT % {"period": one}, "stays") for one in periods])
    change.stays_given_back = bool(periods)


def premium_refunded(doing: Doing) -> None:
    """It is given back, and owed to her, or to her heirs once they are proven. Raises Blocked when something stands against it by
    now."""
    change, person = doing.change, doing.person
    amount, found = change.amount or ZERO, refundable_payment(person, change.payment_id)
    if reasons := against_refund_of(person, found, amount, change.reason, doing.day):
        raise Blocked(*[Reason(one.code, one.text) for one in reasons])
    payment = change.payment
    if payment is None:
        raise Blocked(Reason("no_payment", NO_PAYMENT))
    ends_cover = table().reasons[change.reason].ends_cover
    write_refund(
        person, payment, amount, change.reason, ends_cover=ends_cover, case=doing.case, by=doing.by, on=doing.on
    )
    if ends_cover:
        _take_credit_back(doing, payment.bill)
    gone = person.died_on is not None
    owe(
        f"premium_refund {doing.case.pk}",
        # The fund that got the premium pays it, wherever the file is kept by now.
        account_of("contributions", pooling_area_of(payment.bill.place_id), scheme=payment.bill.scheme),
        amount,
        to=(HEIRS, str(person.pk)) if gone else holder_of(person),
        office=doing.case.office,
        purpose=PREMIUM_REFUND,
        on=doing.on,
        case=doing.case,
        by=doing.by,
        held_because=HEIRS_NOT_PROVEN if gone else "",
    )


def _take_credit_back(doing: Doing, bill: Bill) -> None:
    """A month that is not paid for any more has no credit on the personal account: its booking is reversed. Raises Blocked
    where the account does not hold it any more."""
    if not bill.month or kept_of(bill.pk) >= bill.amount or paid_under_another_file(bill, doing.person):
        return
    for transfer in that_stand(credits_of(files_of(doing.person), bill.year).get(bill.month, [])):
        if balance_of(transfer.target, doing.on) < transfer.amount:
            raise Blocked(Reason("credit_used", CREDIT_USED % {"amount": transfer.amount}))
        reverse(transfer, on=doing.on, by=doing.by)
