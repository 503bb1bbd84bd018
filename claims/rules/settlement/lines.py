"""From the bill to the in-scope cost: class C out (B1), over the payment standard out (B3), limits (B5), first pay out (B2)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from claims.rules.settlement.bill_reader import line_total
from claims.rules.settlement.case import Line
from claims.rules.settlement.errors import SettlementError
from claims.rules.settlement.limits import OpenLine, apply_limits, limit_sums
from claims.rules.settlement.policy import Items
from claims.rules.settlement.reading import LARGEST, shown
from claims.rules.settlement.rounding import ZERO, to_fen
from claims.rules.settlement.steps import Run

NO_ITEMS = Items(None, {}, ())  # "items": "none": nothing is said of any item


class LineResult(NamedTuple):
    """One line settled: the four parts add up to its total."""

    code: str
    item_class: str
    kind: str | None
    total: Decimal
    fully_self: Decimal
    over_limit: Decimal
    first_pay: Decimal
    first_pay_ratio: Decimal | None
    in_scope: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """The bill sorted: the four parts add up to the total. `by_kind` is the in-scope cost of item classes with a name."""

    total: Decimal
    fully_self: Decimal
    over_limit: Decimal
    first_pay: Decimal
    in_scope: Decimal
    by_kind: dict[str, Decimal]
    lines: tuple[LineResult, ...] = ()


def sort_out(run: Run) -> Bill:
    """The bill in its parts. Raises SettlementError when the policy is silent about something that is on it."""
    items = run.policy.items.pick(run.facts).value or NO_ITEMS
    bill = _from_lines(run, items) if run.case.buckets is None else _from_sums(run, items)
    run.note("bill_total", bill.total, lines=len(bill.lines))
    if bill.fully_self:
        run.note("class_c_removed", bill.fully_self)
    if bill.first_pay:
        run.note("class_b_first_pay", bill.first_pay, "items")
    run.note(
        "in_scope",
        bill.in_scope,
        total=bill.total,
        fully_self=bill.fully_self,
        over_limit=bill.over_limit,
        first_pay=bill.first_pay,
    )
    return bill


def _from_sums(run: Run, items: Items) -> Bill:
    sums = run.case.buckets
    over = limit_sums(run, items.limits, sums)
    return Bill(sums.total, sums.fully_self, sums.over_limit + over, sums.first_pay, sums.in_scope - over, {})


def _from_lines(run: Run, items: Items) -> Bill:
    if not run.case.lines:
        raise SettlementError("bill_needs_lines", "bill")
    opened = [_open(line, number) for number, line in enumerate(run.case.lines)]
    over = sum([line.over_limit for line in opened], ZERO)
    if over:
        run.note("over_payment_standard", over)
    apply_limits(run, items.limits, opened, "cost")
    for line in opened:
        line.first_pay, line.first_pay_ratio = _first_pay(run, items, line)
    apply_limits(run, items.limits, opened, "in_scope")
    return _closed(tuple(_result(line) for line in opened))


def _open(line: Line, number: int) -> OpenLine:
    """Class C and what is above the payment standard, times the quantity, are the person's own."""
    total = line_total(line)
    if total >= LARGEST:
        raise SettlementError("too_large", f"bill.lines[{number}]", value=shown(total), limit=f"{LARGEST:f}")
    if line.item_class == "c":
        return OpenLine(line, number, total, total, ZERO)
    over = ZERO
    if line.payment_standard is not None:
        over = max(ZERO, total - to_fen(line.payment_standard * line.quantity))
    return OpenLine(line, number, total, ZERO, over)


def _first_pay(run: Run, items: Items, opened: OpenLine) -> tuple[Decimal, Decimal | None]:
    """First pay of one line, rounded once, and its ratio. What the line itself states goes before the policy."""
    line, allowed = opened.line, opened.left
    if line.item_class == "c":
        return ZERO, None
    if line.first_pay is not None:
        if line.first_pay > opened.total:
            at = f"bill.lines[{opened.number}].first_pay"
            raise SettlementError("part_exceeds_line", at, part=str(line.first_pay), line=str(opened.total))
        return min(line.first_pay, allowed), None
    ratio = line.first_pay_ratio
    if ratio is None:
        ratio = _policy_ratio(run, items, line)
    return (to_fen(allowed * ratio), ratio) if ratio else (ZERO, ratio)


def _policy_ratio(run: Run, items: Items, line: Line) -> Decimal:
    kind = items.classes.get(line.kind) if line.kind else None
    if kind is not None and kind.first_pay is not None:
        return kind.first_pay.pick(run.facts).value
    if line.item_class == "a" or (kind is not None and kind.final_ratio is not None):
        return ZERO
    if items.first_pay is None:
        raise SettlementError("value_missing", "policy.items.class_b_first_pay")
    return items.first_pay.pick(run.facts).value


def _result(line: OpenLine) -> LineResult:
    return LineResult(
        line.line.code,
        line.line.item_class,
        line.line.kind,
        line.total,
        line.fully_self,
        line.over_limit,
        line.first_pay,
        line.first_pay_ratio,
        line.left,
    )


def _closed(lines: tuple[LineResult, ...]) -> Bill:
    total, by_kind = sum([line.total for line in lines], ZERO), {}
    if total >= LARGEST:
        raise SettlementError("too_large", "bill.lines", value=shown(total), limit=f"{LARGEST:f}")
    for line in lines:
        if line.kind and line.in_scope:
            by_kind[line.kind] = by_kind.get(line.kind, ZERO) + line.in_scope
    fully_self = sum([line.fully_self for line in lines], ZERO)
    over_limit = sum([line.over_limit for line in lines], ZERO)
    first_pay = sum([line.first_pay for line in lines], ZERO)
    in_scope = total - fully_self - over_limit - first_pay
    return Bill(total, fully_self, over_limit, first_pay, in_scope, by_kind, lines)
