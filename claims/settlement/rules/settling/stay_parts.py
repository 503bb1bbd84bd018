"""A stay in parts (T1): cut where a year ends, where a version of the policy does, or both; and its bill by the days of each.

The day of discharge is not counted and goes with the day before it. What the bill says by day goes to the part of that day; what it
does not is shared out by days, to the fen: by the largest remainder, of equal ones the earlier part.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claims.settlement.rules.reading.bill_reader import line_total
from claims.settlement.rules.records.case import COUNTED_AS_STAY, BillLine, Buckets, SettlementCase
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import deciding_date, facts_of
from claims.settlement.rules.records.policy import Policy
from claims.settlement.rules.records.rounding import FEN, ZERO
from claims.settlement.rules.records.stay_rules import SplitRule
from claims.settlement.rules.settling.lines import over_standard

# The version of the policy for a case, by the day that decides.
FindVersion = Callable[[SettlementCase], Policy]
DAY = timedelta(days=1)


class StayPart(Struct, frozen=True, kw_only=True):
    """One part: its first and last day, its policy, the day that decides for it."""

    first: date
    last: date
    policy: Policy
    decides_on: date | None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class PartBill(Struct, frozen=True, kw_only=True):
    """What of the bill is for one part: its lines with their numbers on the whole bill, or its sums."""

    lines: tuple[BillLine, ...]
    numbers: tuple[int, ...]
    buckets: Buckets | None


def split_rule(policy: Policy, case: SettlementCase) -> SplitRule | None:
    """How the policy splits this stay; None for one it does not, and for a visit that is none."""
    if not policy.splits or case.visit.setting not in COUNTED_AS_STAY:
        return None
    return policy.split.pick(facts_of(case, policy.decided_by, policy.age_on)).value


def parts_of(rule: SplitRule, policy: Policy, case: SettlementCase, find: FindVersion) -> list[StayPart]:
    """The parts in their order; one, where nothing changes. Raises `fact_missing` without days, and what `find` raises."""
    visit, day = case.visit, _told(case.visit.admitted_on, "admitted_on")
    end = max(_told(visit.discharged_on, "discharged_on"), day + DAY)
    whole = deciding_date(case, policy.decided_by)
    found = []
    while day < end:
        stop, version, decides_on = end, policy, whole
        if "version" in rule.at:
            version, decides_on = find(replace(case, visit=replace(visit, decides_on=day))), day
            stop = end if version.ends_on is None else min(end, version.ends_on + DAY)
        if "year" in rule.at:
            stop = min(stop, date(day.year + 1, 1, 1))
        found.append(StayPart(first=day, last=stop - DAY, policy=version, decides_on=decides_on))
        day = stop
    return found


def _told(day: date | None, name: str) -> date:
    if day is None:
        raise SettlementError("fact_missing", f"visit.{name}")
    return day


def shared_out(amount: Decimal, days: list[int], within: list[Decimal] | None = None) -> list[Decimal]:
    """An amount by days, to the fen, the largest remainder first. `within` bounds each part; the others then take more."""
    fen, whole = int(amount / FEN), sum(days)
    shares = [fen * own // whole for own in days]
    order = sorted(range(len(days)), key=lambda n: (-(fen * days[n] % whole), n))
    for number in order[: fen - sum(shares)]:
        shares[number] += 1
    found = [share * FEN for share in shares]
    if within is None:
        return found
    over = ZERO
    for number, most in enumerate(within):
        over += max(ZERO, found[number] - most)
        found[number] = min(found[number], most)
    for number, most in enumerate(within):
        more = min(over, most - found[number])
        found[number] += more
        over -= more
    return found


def bills_of(case: SettlementCase, parts: list[StayPart]) -> list[PartBill]:
    """The bill of each part; together they are the whole, to the fen."""
    days = [part.days for part in parts]
    if case.buckets is not None:
        return [PartBill(lines=(), numbers=(), buckets=one) for one in _buckets_of(case.buckets, days)]
    lines: list[list[BillLine]] = [[] for _part in parts]
    numbers: list[list[int]] = [[] for _part in parts]
    for number, line in enumerate(case.lines):
        if line.on is not None:
            # A day before the stay counts as its first, one after it as its last.
            place = max([0, *(n for n, part in enumerate(parts) if part.first <= line.on)])
            shares = [(place, line)]
        else:
            shares = list(enumerate(_line_by_days(line, days)))
        for place, share in shares:
            lines[place].append(share)
            numbers[place].append(number)
    # A part without any cost has a bill of nothing.
    nothing = BillLine(class_="a", amount=ZERO)
    return [
        PartBill(lines=tuple(own or [nothing]), numbers=tuple(its), buckets=None)
        for own, its in zip(lines, numbers, strict=True)
    ]


def _line_by_days(line: BillLine, days: list[int]) -> list[BillLine]:
    """A line whose day is not told, as one for each part: its unit price stays, for bands of it."""
    total, whole = line_total(line), sum(days)
    amounts = shared_out(total, days)
    overs = shared_out(over_standard(line, total), days, amounts)
    firsts = None if line.first_pay is None else shared_out(line.first_pay, days, amounts)
    return [
        replace(
            line,
            amount=amounts[number],
            quantity=line.quantity * own / whole,
            over=None if line.payment_standard is None else overs[number],
            first_pay=None if firsts is None else firsts[number],
        )
        for number, own in enumerate(days)
    ]


def _buckets_of(sums: Buckets, days: list[int]) -> list[Buckets]:
    totals = shared_out(sums.total, days)
    left, parts = totals, {}
    for name in ("fully_self", "over_limit", "first_pay"):
        parts[name] = shared_out(getattr(sums, name), days, left)
        left = [one - taken for one, taken in zip(left, parts[name], strict=True)]
    return [
        Buckets(total=totals[n], in_scope=left[n], **{name: found[n] for name, found in parts.items()})
        for n in range(len(days))
    ]
