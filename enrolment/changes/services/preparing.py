"""What some acts ask beside what every change asks: who is bound, which payment is given back, what is short, what is right. Asked
when it is asked for; what it gives is kept with the change. The effects ask it again under the lock of the file."""

from collections.abc import Callable, Mapping
from datetime import date

from casework.engine.refusals import Blocked
from enrolment.changes.services.asked import ChangeData
from enrolment.changes.services.details import against_detail
from enrolment.changes.services.families import against_binding
from enrolment.changes.services.refunds import against_refund_of, amount_of
from enrolment.changes.services.years import reckoned
from enrolment.contributions.queries.refunds import refundable_payment
from enrolment.persons.models.person import Person


def prepared(person: Person, data: ChangeData, on: date) -> dict:
    """The columns an act adds to a change. Raises Blocked with what stands against it."""
    prepare = PREPARES.get(data.act)
    return prepare(person, data, on) if prepare else {}


def _relative(person: Person, data: ChangeData, on: date) -> dict:
    if data.relative is None:
        return {}
    place = person.home_office.place_id
    if reasons := against_binding(
        person, data.relative, data.relation, both_consent=data.both_consent, place=place, on=on
    ):
        raise Blocked(*reasons)
    return {}


def _refund(person: Person, data: ChangeData, _on: date) -> dict:
    found = refundable_payment(person, data.payment.pk if data.payment else None)
    amount = amount_of(found, data.refund_amount)
    if reasons := against_refund_of(person, found, amount, data.reason, data.takes_effect_on):
        raise Blocked(*reasons)
    return {"amount": amount}


def _back_payment(person: Person, data: ChangeData, on: date) -> dict:
    return reckoned(person, data.wage, on)


def _detail(person: Person, data: ChangeData, _on: date) -> dict:
    if reasons := against_detail(person, data.about, data.claimed, data.claimed_birth):
        raise Blocked(*reasons)
    return {}


PREPARES: Mapping[str, Callable[[Person, ChangeData, date], dict]] = {
    "bind_relative": _relative,
    "refund_premium": _refund,
    "pay_back_years": _back_payment,
    "change_details": _detail,
}
