"""What a draft would change: two policies over one set of cases, who gains, who loses, what the fund pays."""

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import zip_longest

from claims.settlement.rules import Policy, Problem, Settlement, SettlementCase, SettlementError, Step, settle_whole
from claims.settlement.rules.records.rounding import ZERO

# How many of those who gain or lose most are explained.
LARGEST = 10


@dataclass(kw_only=True)
class Tally:
    """Sums over some cases, in yuan; before and after."""

    cases: int = 0
    gain: int = 0
    lose: int = 0
    fund_before: Decimal = ZERO
    fund_after: Decimal = ZERO
    layers_before: Decimal = ZERO
    layers_after: Decimal = ZERO
    person_before: Decimal = ZERO
    person_after: Decimal = ZERO
    # What hospitals bear of prices, less what they keep.
    hospital_before: Decimal = ZERO
    hospital_after: Decimal = ZERO

    @property
    def same(self) -> int:
        return self.cases - self.gain - self.lose

    @property
    def fund_difference(self) -> Decimal:
        return self.fund_after - self.fund_before

    @property
    def layers_difference(self) -> Decimal:
        return self.layers_after - self.layers_before

    @property
    def person_difference(self) -> Decimal:
        return self.person_after - self.person_before

    @property
    def hospital_difference(self) -> Decimal:
        return self.hospital_after - self.hospital_before

    @property
    def has_prices(self) -> bool:
        return bool(self.hospital_before or self.hospital_after)

    def add(self, before: Settlement, after: Settlement) -> None:
        """Count one case settled both ways."""
        person_before, person_after = before.share.person_pays, after.share.person_pays
        self.cases += 1
        self.gain += person_after < person_before
        self.lose += person_after > person_before
        self.fund_before += before.fund_pays
        self.fund_after += after.fund_pays
        self.hospital_before += hospital_cost(before)
        self.hospital_after += hospital_cost(after)
        self.layers_before += before.paid_in_all - before.fund_pays
        self.layers_after += after.paid_in_all - after.fund_pays
        self.person_before += person_before
        self.person_after += person_after


def hospital_cost(settled: Settlement) -> Decimal:
    """What the hospital bears of a price, less what it keeps."""
    return ZERO if settled.hospital is None else settled.hospital.bears - settled.hospital.keeps


@dataclass(frozen=True)
class StepChange:
    """One step that differs; None where one way of settling has no such step."""

    code: str
    before: Step | None
    after: Step | None


@dataclass(frozen=True, kw_only=True)
class Example:
    """One case that changes much: its number in the set, what the person pays both ways, the steps that differ."""

    number: int
    case: SettlementCase
    before: Decimal
    after: Decimal
    steps: tuple[StepChange, ...]

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass
class Unsettled:
    """Cases a policy cannot settle: how many, by code and path of what stands in the way; the first problem of each."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def note(self, problem: Problem) -> None:
        key = problem.code, problem.path
        self.counts[key] += 1
        self.problems.setdefault(key, problem)

    @property
    def cases(self) -> int:
        return self.counts.total()


@dataclass(kw_only=True)
class Trial:
    """The outcome of trying `after` against `before`."""

    total: Tally = field(default_factory=Tally)
    by_level: dict[str, Tally] = field(default_factory=dict)
    by_category: dict[str, Tally] = field(default_factory=dict)
    by_setting: dict[str, Tally] = field(default_factory=dict)
    # Cases that only the one before cannot settle, only the one tried, and neither of them.
    unsettled_before: Unsettled = field(default_factory=Unsettled)
    unsettled_after: Unsettled = field(default_factory=Unsettled)
    unsettled_by_both: Unsettled = field(default_factory=Unsettled)
    gainers: tuple[Example, ...] = ()
    losers: tuple[Example, ...] = ()


def timeless(policy: Policy) -> Policy:
    """The policy as if it had always been in force, so that two versions can be tried on the same days."""
    return replace(policy, starts_on=None, ends_on=None, memos={})


def compare_policies(
    before: Policy, after: Policy, cases: Iterable[SettlementCase], wanted: int | None = None
) -> Trial:
    """Settle each case both ways. Nothing is kept but sums and the cases that change most.

    With `wanted`, stop after so many cases that at least one of the two can settle: one that neither can says nothing.
    """
    before, after = timeless(before), timeless(after)
    trial, largest = Trial(), Largest()
    for number, case in enumerate(cases, start=1):
        one, other = _settled(before, case), _settled(after, case)
        if isinstance(one, Settlement) and isinstance(other, Settlement):
            for tally in _tallies(trial, case):
                tally.add(one, other)
            largest.note(other.share.person_pays - one.share.person_pays, number, case)
        else:
            _note_unsettled(trial, one, other)
        if wanted is not None and number - trial.unsettled_by_both.cases >= wanted:
            break
    trial.gainers = tuple(_example(before, after, number, case) for number, case in largest.gainers())
    trial.losers = tuple(_example(before, after, number, case) for number, case in largest.losers())
    return trial


def _settled(policy: Policy, case: SettlementCase) -> Settlement | Problem:
    try:
        return settle_whole(policy, case)
    except SettlementError as error:
        return error.problem


def _note_unsettled(trial: Trial, one: Settlement | Problem, other: Settlement | Problem) -> None:
    if isinstance(other, Settlement):
        if not isinstance(one, Settlement):
            trial.unsettled_before.note(one)
    elif isinstance(one, Settlement):
        trial.unsettled_after.note(other)
    else:
        trial.unsettled_by_both.note(other)


def _tallies(trial: Trial, case: SettlementCase) -> tuple[Tally, ...]:
    return (
        trial.total,
        trial.by_level.setdefault(case.visit.level or "", Tally()),
        trial.by_category.setdefault(case.person.category or "", Tally()),
        trial.by_setting.setdefault(case.visit.setting, Tally()),
    )


# Amount, number below zero, case: a smaller one comes first.
Heap = list[tuple[Decimal, int, SettlementCase]]


class Largest:
    """The cases whose person gains or loses most, of as many as come by; ties go to the earlier case."""

    def __init__(self) -> None:
        self._gain: Heap = []
        self._lose: Heap = []

    def note(self, difference: Decimal, number: int, case: SettlementCase) -> None:
        """`difference` is what the person pays more; below zero she gains."""
        if difference > 0:
            self._push(self._lose, difference, number, case)
        elif difference < 0:
            self._push(self._gain, -difference, number, case)

    def _push(self, heap: Heap, amount: Decimal, number: int, case: SettlementCase) -> None:
        if len(heap) < LARGEST:
            heapq.heappush(heap, (amount, -number, case))
        elif (amount, -number) > heap[0][:2]:
            heapq.heapreplace(heap, (amount, -number, case))

    def gainers(self) -> list[tuple[int, SettlementCase]]:
        return _in_order(self._gain)

    def losers(self) -> list[tuple[int, SettlementCase]]:
        return _in_order(self._lose)


def _in_order(heap: Heap) -> list[tuple[int, SettlementCase]]:
    """The largest first. Numbers differ, so that two cases are never compared."""
    return [(-number, case) for _amount, number, case in sorted(heap, key=lambda each: each[:2], reverse=True)]


def _example(before: Policy, after: Policy, number: int, case: SettlementCase) -> Example:
    one, other = settle_whole(before, case), settle_whole(after, case)
    return Example(
        number=number,
        case=case,
        before=one.share.person_pays,
        after=other.share.person_pays,
        steps=step_changes(one.steps, other.steps),
    )


def step_changes(before: tuple[Step, ...], after: tuple[Step, ...]) -> tuple[StepChange, ...]:
    """The steps that differ in amount or inputs, the n-th of a code set against the n-th of the same code."""
    old, new = _by_code(before), _by_code(after)
    changes = []
    for code in dict.fromkeys((*old, *new)):
        for one, other in zip_longest(old.get(code, ()), new.get(code, ())):
            if one is None or other is None or (one.amount, one.inputs) != (other.amount, other.inputs):
                changes.append(StepChange(code, one, other))
    return tuple(changes)


def _by_code(steps: tuple[Step, ...]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.code, []).append(step)
    return found
