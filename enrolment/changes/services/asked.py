"""What is asked for, as the form of an act hands it over."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enrolment.contributions.models.bill import Payment
from enrolment.persons.models.person import Person


@dataclass(frozen=True, kw_only=True)
class ChangeData:
    """What is asked for; what an act does not ask stays empty. `carried_from`, `carried_until`: first day of the first month and
    last day of the last one; `refund_amount`: None for all that is left of the payment; `wage`: the average wage of a month by
    which a back payment is reckoned; `claimed`: what is right, a day written 2026-06-07;
    `claimed_birth`: the right day of birth inside a right number."""

    act: str
    received_on: date
    takes_effect_on: date
    ends_on: date | None = None
    months: int | None = None
    actual_months: int | None = None
    detail: str = ""
    reason: str = ""
    account: str = ""
    area_code: str = ""
    area_name: str = ""
    carried_scheme: str = ""
    carried_from: date | None = None
    carried_until: date | None = None
    carried_amount: Decimal | None = None
    relative: Person | None = None
    relation: str = ""
    both_consent: bool = False
    payment: Payment | None = None
    refund_amount: Decimal | None = None
    wage: Decimal | None = None
    about: str = ""
    claimed: str = ""
    claimed_birth: str = ""
