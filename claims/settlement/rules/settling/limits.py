"""Limits by day, visit, day of the stay and year before the deductible (B5). What is above them counts as over the limit."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims.settlement.rules.records.case import COUNTED_AS_STAY, BillLine, Buckets
from claims.settlement.rules.records.conditions import known
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import Limit
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_of


class Share(NamedTuple):
    """What of one line a limit is about: its number on the bill, the line, the cost, the first-pay ratio if known."""

    number: int
    line: BillLine
    cost: Decimal
    ratio: Decimal | None


def in_band(low: Decimal, high: Decimal | None, reached: Decimal, belongs_to: str) -> bool:
    """Whether an amount lies in a band; exactly on a bound it belongs to the `lower` or the `upper` band."""
    if belongs_to == "lower":
        return low < reached and (high is None or reached <= high)
    return low <= reached and (high is None or reached < high)


def cuts_of(run: Run, limits: tuple[Limit, ...], on: str, shares: Iterable[Share]) -> dict[int, Decimal]:
    """What the limits `on` "cost" (before first pay) or "in_scope" (after it) cut from each line, by its number."""
    left = {share.number: share for share in shares}
    cuts: dict[int, Decimal] = {}
    for limit in limits:
        if limit.on != on or (room := _room(run, limit)) is None:
            continue
        total = ZERO
        concerned = [share for share in left.values() if limit.kinds is None or share.line.item_class in limit.kinds]
        for number, cut in _cut(run, limit, concerned, room):
            cuts[number] = cuts.get(number, ZERO) + cut
            left[number] = left[number]._replace(cost=left[number].cost - cut)
            total += cut
        _use_up(run, limit, sum([share.cost for share in concerned], ZERO) - total)
        if total:
            run.note("over_limit", total, limit.path, {"limit": room, "per": limit.per, "on": limit.on})
    return cuts


def _room(run: Run, limit: Limit) -> Decimal | None:
    """What the limit leaves for this bill; None where there is none."""
    amount, _stated = amount_of(run, limit.amount)
    if amount is None or limit.per == "day":
        return amount
    if limit.per == "visit":
        return amount * run.case.visit.stays
    if limit.per == "year":
        return max(ZERO, amount - run.case.accumulators.limits.get(limit.id, ZERO))
    return amount * known(run.facts, "days")


def _use_up(run: Run, limit: Limit, counted: Decimal) -> None:
    """A limit of the year has so much less left for the next bill."""
    if limit.per == "year":
        run.limits_used[limit.id] = run.case.accumulators.limits.get(limit.id, ZERO) + counted


def _cut(run: Run, limit: Limit, shares: Iterable[Share], room: Decimal) -> list[tuple[int, Decimal]]:
    """One canonical order, so that the order of the bill does not matter: date, class, first-pay ratio, code."""
    concerned = [share for share in shares if share.cost]
    used: dict[date | None, Decimal] = {}
    found = []
    for share in sorted(concerned, key=_order):
        day = _day(run, share) if limit.per == "day" else None
        free = room - used.get(day, ZERO)
        kept = min(share.cost, free)
        used[day] = used.get(day, ZERO) + kept
        if kept < share.cost:
            found.append((share.number, share.cost - kept))
    return found


def _day(run: Run, share: Share) -> date:
    """The day of a line; a visit of one day gives it to all its lines."""
    visit = run.case.visit
    day = share.line.on or (visit.admitted_on if visit.admitted_on == visit.discharged_on else None)
    if day is None:
        raise SettlementError("fact_missing", f"bill.lines[{share.number}].on")
    return day


def _order(share: Share) -> tuple[date, str, Decimal, str, str, Decimal]:
    line = share.line
    return (line.on or date.min, line.class_, share.ratio or ZERO, line.code, line.item_class or "", share.cost)


def _one_day(run: Run) -> bool:
    """Whether the bill is of one day: a stay of one, or one visit that is no stay."""
    visit = run.case.visit
    return run.facts["days"] == 1 if visit.setting in COUNTED_AS_STAY else visit.stays == 1


def limit_sums(run: Run, limits: tuple[Limit, ...], sums: Buckets) -> Decimal:
    """What the limits cut from a bill without lines.

    Sums hold the cost after any limit on single classes of items. A limit by day needs the lines, unless the visit was one day.
    """
    left = sums.in_scope
    for limit in limits:
        room = None if limit.kinds is not None else _room(run, limit)
        if room is None:
            continue
        if limit.per == "day" and not _one_day(run):
            raise SettlementError("bill_needs_lines", "bill.lines")
        over = max(ZERO, left - room)
        if over:
            run.note("over_limit", over, limit.path, {"limit": room, "per": limit.per, "on": limit.on})
        left -= over
        _use_up(run, limit, left)
    return sums.in_scope - left
