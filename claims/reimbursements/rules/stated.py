"""A claim as the settlement engine reads a case: lines with class, first pay and highest price, person, visit. Nothing is
rounded here.

Assumed: an institution without a level is settled as of the first one; what a reviewer left unpaid and what no list pays is of
class C; the highest price paid on is the lower one of payment standard and price of the institution's list.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec import Struct

from claims.settlement.rules.records.case import BillLine
from claims.settlement.rules.records.rounding import FEN, ONE

LEVELS = {"third": "3", "second": "2", "first": "1", "ungraded": "1"}
ADULT, ELDERLY = 18, 60
# Kinds of people of the contributions, as the policies of settlement call them.
CATEGORIES = {
    "retired": "retired",
    "employee": "active",
    "flexible": "flexible",
    "freshman": "student",
    "student": "student",
}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Where and when: levels as the register names them ("third"), `off_site` as the policies name it."""

    care: str
    stay: bool
    starts_on: date
    ends_on: date
    settled_on: date
    level: str
    deductible_level: str
    pay_level: str
    off_site: str


@dataclass(frozen=True, kw_only=True)
class Insured:
    """Who: the kind of person of her contributions decides on her category."""

    scheme: str
    born_on: date
    person_kind: str
    on: date


class PricedLine(Struct, frozen=True, gc=False, kw_only=True):
    """One line with the answer of the catalogue for its day. A struct, as there are ten for each settlement of a run."""

    code: str
    name: str
    quantity: Decimal
    price: Decimal | None
    amount: Decimal
    on: date | None
    class_: str
    item_class: str
    first_pay_ratio: Decimal | None
    ceiling: Decimal | None


def category_of(insured: Insured) -> str:
    """The category the policies speak of; of a resident who is no student by her age."""
    if insured.person_kind in CATEGORIES:
        return CATEGORIES[insured.person_kind]
    before = (insured.on.month, insured.on.day) < (insured.born_on.month, insured.born_on.day)
    age = insured.on.year - insured.born_on.year - before
    if age < ADULT:
        return "child"
    return "elderly" if age >= ELDERLY else "adult"


def typed_line(line: PricedLine, item_classes: Collection[str]) -> BillLine:
    """A line as the engine settles it. A price above the highest paid on stands with its quantity, so that the engine takes off
    what lies over; an amount that is not price times quantity is stated as it is printed, with the price it makes."""
    price, ceiling = line.price, line.ceiling
    amount, quantity, standard = None, line.quantity, None
    if price is not None and (price * quantity).quantize(FEN, ROUND_HALF_UP) == line.amount:
        if ceiling is not None and price > ceiling:
            standard = ceiling
    else:
        price, quantity = None, ONE
        paid_on = None if ceiling is None else (ceiling * line.quantity).quantize(FEN, ROUND_HALF_UP)
        if paid_on is None or line.amount <= paid_on:
            amount = line.amount
        else:
            # More than the highest price makes of the quantity: one unit of the amount is held to that.
            price, standard = line.amount, paid_on
    return BillLine(
        class_=line.class_ or "c",
        amount=amount,
        price=price,
        quantity=quantity,
        first_pay_ratio=line.first_pay_ratio,
        payment_standard=standard,
        item_class=line.item_class if line.item_class in item_classes else None,
        on=line.on,
        code=line.code,
        name=line.name,
    )


def line_of(line: PricedLine, item_classes: Collection[str]) -> dict[str, str]:
    """The same as a case in JSON states it: what is kept of a claim, and read again."""
    typed = typed_line(line, item_classes)
    told = {"class": typed.class_, "code": typed.code, "name": typed.name}
    more = {
        "item_class": typed.item_class,
        "first_pay_ratio": typed.first_pay_ratio,
        "on": typed.on,
        "price": typed.price,
        "quantity": None if typed.price is None else typed.quantity,
        "payment_standard": typed.payment_standard,
        "total": typed.amount,
    }
    return told | {name: str(value) for name, value in more.items() if value is not None}


def case_of(
    insured: Insured, visit: Visit, lines: list[dict[str, str]] | None, *, category: str, reference: str
) -> dict[str, Any]:
    """The whole case but for the year before it, and for the bill where its lines are told apart."""
    days = {"admitted_on": visit.starts_on.isoformat(), "discharged_on": visit.ends_on.isoformat()}
    return {
        "person": {"scheme": insured.scheme, "category": category, "born_on": insured.born_on.isoformat()},
        "visit": {
            "setting": visit.care,
            "level": LEVELS[visit.level],
            "deductible_level": LEVELS[visit.deductible_level],
            "pay_level": LEVELS[visit.pay_level],
            "off_site": visit.off_site,
            "settled_on": visit.settled_on.isoformat(),
            **days,
        },
        **({} if lines is None else {"bill": {"lines": lines}}),
        "id": reference,
    }
