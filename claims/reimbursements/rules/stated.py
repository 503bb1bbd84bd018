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
FEN = Decimal("0.01")


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


@dataclass(frozen=True, kw_only=True)
class PricedLine:
    """One line with the answer of the catalogue for its day."""

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


def line_of(line: PricedLine, item_classes: Collection[str]) -> dict[str, str]:
    """A line as the engine reads it. A price above the highest paid on stands with its quantity, so that the engine takes off what
    lies over; an amount that is not price times quantity is stated as it is printed, with the price it makes."""
    stated: dict[str, str] = {"class": line.class_ or "c", "code": line.code, "name": line.name}
    if line.item_class in item_classes:
        stated["item_class"] = line.item_class
    if line.first_pay_ratio is not None:
        stated["first_pay_ratio"] = str(line.first_pay_ratio)
    if line.on is not None:
        stated["on"] = line.on.isoformat()
    price = line.price
    if price is not None and (price * line.quantity).quantize(FEN, ROUND_HALF_UP) == line.amount:
        return stated | {"price": str(price), "quantity": str(line.quantity)} | _standard(line, price)
    return stated | _as_printed(line)


def _standard(line: PricedLine, price: Decimal) -> dict[str, str]:
    if line.ceiling is None or price <= line.ceiling:
        return {}
    return {"payment_standard": str(line.ceiling)}


def _as_printed(line: PricedLine) -> dict[str, str]:
    """The printed amount. Where it is more than the highest price makes of the quantity, one unit of the amount is held to that."""
    paid_on = (line.ceiling * line.quantity).quantize(FEN, ROUND_HALF_UP) if line.ceiling is not None else None
    if paid_on is None or line.amount <= paid_on:
        return {"total": str(line.amount)}
    return {"price": str(line.amount), "quantity": "1", "payment_standard": str(paid_on)}


def case_of(
    insured: Insured, visit: Visit, lines: list[dict[str, str]], *, category: str, reference: str
) -> dict[str, Any]:
    """The whole case but for the year before it."""
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
        "bill": {"lines": lines},
        "id": reference,
    }
