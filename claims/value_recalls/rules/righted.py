"""A settlement as it was stated, with the right value in place of the one that was wrong. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from claims.reimbursements.rules.stated import PricedLine, line_of

FIRST_PAY, CEILING, POLICY = "first_pay", "ceiling", "policy"
FIGURES = ("first_pay_ratio", "payment_standard", "price", "quantity", "total")


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What was wrong of which item on which days, both included, and what is right: a share of 0 to 1, or yuan a unit. Of a policy
    (`code`: its name) the digest of the version that was wrong: what is right stands in the one that counts now."""

    what: str
    code: str
    first: date
    last: date
    right: Decimal = Decimal(0)
    policy: str = ""
    # Who told it wrongly, where several told one: the code of a place or of an institution.
    teller: str = ""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A line as its receipt prints it."""

    quantity: Decimal
    price: Decimal | None
    amount: Decimal


def righted(
    stated: Mapping[str, Any],
    wrong: Wrong,
    printed: Sequence[Printed],
    reads: Callable[[date], bool],
    beside: Callable[[date], Decimal | None],
) -> dict[str, Any]:
    """The case under the right value: the lines it concerns are stated anew from what is printed, all else as it was. `reads`:
    whether the claim read on a day what was told wrongly; `beside`: the highest price that something else told it."""
    lines = stated["bill"]["lines"]
    found = [_line(line, wrong, row, reads, beside) for line, row in zip(lines, printed, strict=True)]
    return {**stated, "bill": {**stated["bill"], "lines": found}}


def concerns(line: Mapping[str, Any], wrong: Wrong) -> bool:
    """Whether a line of a case is of the item, on one of the days, and paid at all. What is not paid has neither value."""
    on = date.fromisoformat(line["on"]) if "on" in line else None
    if line.get("code") != wrong.code or on is None or not wrong.first <= on <= wrong.last:
        return False
    return line["class"] == "b" if wrong.what == FIRST_PAY else line["class"] in ("a", "b")


def _line(
    line: Mapping[str, Any],
    wrong: Wrong,
    row: Printed,
    reads: Callable[[date], bool],
    beside: Callable[[date], Decimal | None],
) -> Mapping[str, Any]:
    if not concerns(line, wrong) or not reads(date.fromisoformat(line["on"])):
        return line
    other = beside(date.fromisoformat(line["on"]))
    if wrong.what == FIRST_PAY:
        return (
            line if _figure(line, "first_pay_ratio") == wrong.right else {**line, "first_pay_ratio": str(wrong.right)}
        )
    item_class = line.get("item_class", "")
    classes: Collection[str] = {item_class} if item_class else ()
    ratio = line.get("first_pay_ratio")
    anew = PricedLine(
        code=line["code"],
        name=line["name"],
        quantity=row.quantity,
        price=row.price,
        amount=row.amount,
        on=date.fromisoformat(line["on"]),
        class_=line["class"],
        item_class=item_class,
        first_pay_ratio=Decimal(ratio) if ratio is not None else None,
        ceiling=wrong.right if other is None else min(wrong.right, other),
    )
    made = line_of(anew, classes)
    # The same figures written otherwise are no other line.
    return line if all(_figure(line, name) == _figure(made, name) for name in FIGURES) else made


def _figure(line: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(line[name]) if name in line else None


def plain(value: Decimal) -> Decimal:
    """A value without zeros behind it and without a sign before zero, written without a power of ten."""
    return abs(Decimal(f"{value.normalize():f}")) if not value else Decimal(f"{value.normalize():f}")
