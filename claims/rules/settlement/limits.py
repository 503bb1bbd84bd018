"""Daily, per-visit and per-day-of-stay limits before the deductible (B5). What is above them counts as over the limit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.rules.settlement.amounts import amount_of
from claims.rules.settlement.case import Buckets, Line
from claims.rules.settlement.conditions import known
from claims.rules.settlement.errors import SettlementError
from claims.rules.settlement.policy import Limit
from claims.rules.settlement.rounding import ZERO
from claims.rules.settlement.steps import Run


@dataclass(slots=True)
class OpenLine:
    """A line while its parts are being found; `left` is what is not yet the person's own."""

    line: Line
    number: int
    total: Decimal
    fully_self: Decimal
    over_limit: Decimal
    first_pay: Decimal = ZERO
    first_pay_ratio: Decimal | None = None

    @property
    def left(self) -> Decimal:
        return self.total - self.fully_self - self.over_limit - self.first_pay


def apply_limits(run: Run, limits: tuple[Limit, ...], lines: list[OpenLine], on: str) -> None:
    """Cut the lines at each limit, on the cost before first pay or on the in-scope cost after it."""
    for limit in limits:
        if limit.on == on and (room := _room(run, limit)) is not None:
            _cut(run, limit, lines, room)


def _room(run: Run, limit: Limit) -> Decimal | None:
    amount, _stated = amount_of(run, limit.amount)
    if amount is None or limit.per != "stay_day":
        return amount
    return amount * known(run.facts, "days")


def _cut(run: Run, limit: Limit, lines: list[OpenLine], room: Decimal) -> None:
    """One canonical order, so that the order of the bill does not matter: date, class, first-pay ratio, code."""
    left: dict[date | None, Decimal] = {}
    cut = ZERO
    for line in sorted(_concerned(limit, lines), key=_order):
        day = _day(run, line) if limit.per == "day" else None
        free = left.get(day, room)
        over = max(ZERO, line.left - free)
        left[day] = free - (line.left - over)
        line.over_limit += over
        cut += over
    if cut:
        run.note("over_limit", cut, limit.path, limit=room, per=limit.per, on=limit.on)


def _concerned(limit: Limit, lines: list[OpenLine]) -> list[OpenLine]:
    return [line for line in lines if line.left and (limit.kinds is None or line.line.kind in limit.kinds)]


def _day(run: Run, line: OpenLine) -> date:
    """The day of a line; a visit of one day gives it to all its lines."""
    visit = run.case.visit
    day = line.line.on or (visit.admitted_on if visit.admitted_on == visit.discharged_on else None)
    if day is None:
        raise SettlementError("fact_missing", f"bill.lines[{line.number}].on")
    return day


def _order(line: OpenLine) -> tuple:
    item = line.line
    ratio = item.first_pay_ratio if item.first_pay_ratio is not None else line.first_pay_ratio or ZERO
    return (item.on or date.min, item.item_class, ratio, item.code, item.kind or "", line.total)


def limit_sums(run: Run, limits: tuple[Limit, ...], sums: Buckets) -> Decimal:
    """What the limits cut from a bill without lines. A limit by day or by item class cannot be known from sums."""
    left = sums.in_scope
    for limit in limits:
        room = _room(run, limit)
        if room is None:
            continue
        if limit.per == "day" or limit.kinds is not None:
            raise SettlementError("bill_needs_lines", "bill.lines")
        over = max(ZERO, left - room)
        if over:
            run.note("over_limit", over, limit.path, limit=room, per=limit.per, on=limit.on)
        left -= over
    return sums.in_scope - left
