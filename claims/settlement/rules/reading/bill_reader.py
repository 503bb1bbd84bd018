"""Reads a bill: lines, or the sums alone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from claims.settlement.rules.reading.values import (
    read_code,
    read_date,
    read_money,
    read_price,
    read_quantity,
    read_ratio,
    read_text,
)
from claims.settlement.rules.records.case import BillLine, Buckets
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.rounding import ONE, ZERO, to_fen

MOST_LINES = 20_000
CLASSES = {"a": "a", "b": "b", "c": "c", "A": "a", "B": "b", "C": "c", "甲": "a", "乙": "b", "丙": "c"}
# Out of scope and class C are other names of what the person pays wholly herself; given together they are added.
FULLY_SELF = ("fully_self", "class_c", "out_of_scope")
SUMS = ("total", "in_scope", "first_pay", "over_limit", *FULLY_SELF)
# Sums of the items of a class, before any first pay: a bill of one line for each.
CLASS_SUMS = {"class_a": "a", "class_b": "b"}


def _item_class(value: object) -> str:
    found = CLASSES.get(value) if type(value) is str else None
    if found is None:
        raise SettlementError("unknown_choice", value=str(value)[:60], allowed=["a", "b", "c"])
    return found


LINE: dict[str, Callable[[object], object]] = {
    "class": _item_class,
    "total": read_money,
    "price": read_price,
    "quantity": read_quantity,
    "first_pay_ratio": read_ratio,
    "first_pay": read_money,
    "payment_standard": read_price,
    "item_class": read_code,
    "on": read_date,
    "code": read_text,
    "name": read_text,
}
UNSAID: dict[str, Any] = dict.fromkeys(LINE)


def read_bill(document: object) -> tuple[tuple[BillLine, ...], Buckets | None]:
    """Lines and no buckets, or no lines and buckets. Raises SettlementError naming the path."""
    if type(document) is not dict:
        raise SettlementError("wrong_type", expected="object")
    if document.get("lines") is None:
        return (
            _read_classes(document)
            if any(document.get(key) is not None for key in CLASS_SUMS)
            else ((), _read_sums(document))
        )
    allowed = ("lines", "total")
    for key in document:
        if key not in allowed:
            code = "not_together" if key in SUMS else "unknown_key"
            params = {"keys": ["lines", key]} if key in SUMS else {"key": key[:60], "allowed": [*allowed, *SUMS[1:]]}
            raise SettlementError(code, key, **params)
    lines = _read_lines(document["lines"])
    _check_total(document.get("total"), lines)
    return lines, None


def _read_lines(entries: object) -> tuple[BillLine, ...]:
    if type(entries) is not list:
        raise SettlementError("wrong_type", "lines", expected="list")
    if not entries:
        raise SettlementError("empty", "lines")
    if len(entries) > MOST_LINES:
        raise SettlementError("too_many", "lines", limit=MOST_LINES)
    lines: list[BillLine] = []
    try:
        for entry in entries:
            lines.append(_read_line(entry))
    except SettlementError as error:
        raise error.under(f"lines[{len(lines)}]") from None
    return tuple(lines)


def _read_line(entry: object) -> BillLine:
    """One line. Field by field and without a loop: this is done more often than anything else."""
    if type(entry) is not dict:
        raise SettlementError("wrong_type", expected="object")
    try:
        # Every field in the order of LINE, None where it is not given; a key that is not known is one too many.
        class_, amount, price, quantity, ratio, first_pay, standard, item_class, on, code, name = (
            UNSAID | entry
        ).values()
        line = BillLine(
            class_=CLASSES[class_],
            amount=None if amount is None else read_money(amount),
            price=None if price is None else read_price(price),
            quantity=ONE if quantity is None else read_quantity(quantity),
            first_pay_ratio=None if ratio is None else read_ratio(ratio),
            first_pay=None if first_pay is None else read_money(first_pay),
            payment_standard=None if standard is None else read_price(standard),
            item_class=None if item_class is None else read_code(item_class),
            on=None if on is None else read_date(on),
            code="" if code is None else read_text(code),
            name="" if name is None else read_text(name),
        )
    except (SettlementError, KeyError, TypeError, ValueError):
        raise _what_is_wrong(entry) from None
    if (amount is None) is (price is None) or first_pay is not None:
        _check_line(line)
    return line


def _what_is_wrong(entry: dict[str, Any]) -> SettlementError:
    """The first mistake of a line that cannot be read, with its field."""
    for key, value in entry.items():
        if key not in LINE:
            return SettlementError("unknown_key", key, key=key[:60], allowed=sorted(LINE))
        try:
            if value is not None:
                LINE[key](value)
        except SettlementError as error:
            return error.under(key)
    return SettlementError("key_missing", "class", key="class")


def _check_line(line: BillLine) -> None:
    if line.amount is None and line.price is None:
        raise SettlementError("line_needs_amount")
    if line.amount is not None and line.price is not None:
        raise SettlementError("not_together", keys=["total", "price"])
    if line.first_pay is not None and line.first_pay_ratio is not None:
        raise SettlementError("not_together", keys=["first_pay", "first_pay_ratio"])


def _check_total(total: object, lines: tuple[BillLine, ...]) -> None:
    if total is None:
        return
    try:
        stated = read_money(total)
    except SettlementError as error:
        raise error.under("total") from None
    found = sum((line_total(line) for line in lines), ZERO)
    if stated != found:
        raise SettlementError("parts_do_not_add_up", "total", total=str(stated), parts=str(found))


def line_total(line: BillLine) -> Decimal:
    """What the line costs: its total, or price times quantity rounded once to the fen. Raises `line_needs_amount`."""
    if line.amount is not None:
        return line.amount
    if line.price is None:
        raise SettlementError("line_needs_amount", "bill.lines")
    return to_fen(line.price * line.quantity)


def _read_classes(document: dict[str, Any]) -> tuple[tuple[BillLine, ...], None]:
    """A bill of which the sums of class A, B and C are known: one line for each."""
    allowed = (*CLASS_SUMS, *FULLY_SELF, "first_pay", "total")
    found: dict[str, Decimal] = {}
    key = ""
    try:
        for key, value in document.items():
            if key not in allowed:
                clash = key in SUMS
                params = {"keys": ["class_a", "class_b", key]} if clash else {"key": key[:60], "allowed": list(allowed)}
                raise SettlementError("not_together" if clash else "unknown_key", **params)
            if value is not None:
                found[key] = read_money(value)
    except SettlementError as error:
        raise error.under(key) from None
    first_pay, class_b = found.get("first_pay", ZERO), found.get("class_b", ZERO)
    if first_pay > class_b:
        raise SettlementError("part_exceeds_line", "first_pay", part=str(first_pay), line=str(class_b))
    lines = []
    for key, class_ in CLASS_SUMS.items():
        if found.get(key):
            lines.append(
                BillLine(class_=class_, amount=found[key], first_pay=found.get("first_pay") if class_ == "b" else None)
            )
    fully_self = sum((found.get(name, ZERO) for name in FULLY_SELF), ZERO)
    if fully_self or not lines:
        lines.append(BillLine(class_="c", amount=fully_self))
    _check_total(found.get("total"), tuple(lines))
    return tuple(lines), None


def _read_sums(document: dict[str, Any]) -> Buckets:
    found: dict[str, Decimal] = {}
    key = ""
    try:
        for key, value in document.items():
            if key not in SUMS and key != "lines":
                raise SettlementError("unknown_key", key=key[:60], allowed=["lines", *SUMS, *CLASS_SUMS])
            if value is not None:
                found[key] = read_money(value)
    except SettlementError as error:
        raise error.under(key) from None
    if "in_scope" not in found and "total" not in found:
        raise SettlementError("bill_needs_lines")
    fully_self = sum((found.get(name, ZERO) for name in FULLY_SELF), ZERO)
    first_pay, over_limit = found.get("first_pay", ZERO), found.get("over_limit", ZERO)
    if found.keys() == {"total", "in_scope"} and found["in_scope"] <= found["total"]:
        # Nothing else is said of the rest: it is outside the lists.
        fully_self = found["total"] - found["in_scope"]
    known = fully_self + first_pay + over_limit
    return _balanced(found, known, first_pay, over_limit, fully_self)


def _balanced(
    found: dict[str, Decimal], known: Decimal, first_pay: Decimal, over_limit: Decimal, fully_self: Decimal
) -> Buckets:
    """The one of total and in-scope cost that is not given is found from the other."""
    total, in_scope = found.get("total"), found.get("in_scope")
    if total is None:
        in_scope = found["in_scope"]
        total = known + in_scope
    elif in_scope is None:
        if known > total:
            raise SettlementError("parts_exceed_total", "total", total=str(total), parts=str(known))
        in_scope = total - known
    elif known + in_scope != total:
        raise SettlementError("parts_do_not_add_up", "total", total=str(total), parts=str(known + in_scope))
    return Buckets(total=total, in_scope=in_scope, first_pay=first_pay, over_limit=over_limit, fully_self=fully_self)
