"""The months of a year of Taiwan-funded institutions beside those of all others: how long the payment took, what became of the
settlements, for which reason they were not payable, what share of what was charged was paid. Numbers that could tell of single
institutions are hidden, in each set of tables that share numbers together. Nothing is decided by any of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from casework.disclosure.rules.hiding import LEAST, SUM, Cell, Table, protected, with_sums
from casework.disclosure.rules.together import Plan, hidden_together
from casework.money.rules.amounts import ZERO

TAIWAN, OTHERS = ROWS = ("taiwan", "others")
PAYING, TIME, DAYS = "paying", "time", "days"
PAID, OPEN = "paid", "open"
OF_MONTHS = {PAYING: (PAID, OPEN), TIME: ("in_time", "late"), DAYS: ("to_10", "to_20", "to_30", "over_30")}
BANDS = ((10, "to_10"), (20, "to_20"), (30, "to_30"))
OUTCOMES, REASONS = "outcomes", "reasons"
REFUSED = "refused"
OF_CARES = (REFUSED, "differs", "agrees")


@dataclass(frozen=True, kw_only=True)
class _Whose:
    taiwan: bool

    @property
    def row(self) -> str:
        """The row it counts in."""
        return TAIWAN if self.taiwan else OTHERS


@dataclass(frozen=True, kw_only=True)
class Paid(_Whose):
    """Posted months that agree in what is told: whose they are, calendar days from the cut-off to the day the bank paid (None
    while it has not), whether that was behind the last day, how many."""

    days: int | None
    late: bool = False
    number: int = 1


@dataclass(frozen=True, kw_only=True)
class Cares(_Whose):
    """Settlements of posted months that agree in whose they are, in the outcome and its reason: how many, what was charged and
    what was paid, in yuan."""

    outcome: str
    reason: str
    number: int
    charged: Decimal = ZERO
    paid: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Money:
    """What the months of a row come to in yuan; None where too few months are behind it."""

    row: str
    months: int | None = None
    charged: Decimal | None = None
    paid: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """Paid less than charged is below zero."""
        return None if self.paid is None or self.charged is None else self.paid - self.charged

    @property
    def share(self) -> Decimal | None:
        """The difference in percent of what was charged, to a tenth; zero where nothing was charged, None where it is hidden."""
        if self.difference is None or self.charged is None:
            return None
        return (100 * self.difference / self.charged if self.charged else ZERO).quantize(Decimal("0.1"))


def band_of(days: int) -> str:
    """The band of a number of calendar days."""
    return next((band for most, band in BANDS if days <= most), "over_30")


def months(told: Iterable[Paid]) -> dict[str, Table]:
    """The three tables of months, with what must not be shown hidden."""
    counted: dict[str, Counter[Cell]] = {name: Counter() for name in OF_MONTHS}
    for one in told:
        row = one.row
        counted[PAYING][row, OPEN if one.days is None else PAID] += one.number
        if one.days is not None:
            counted[TIME][row, "late" if one.late else "in_time"] += one.number
            counted[DAYS][row, band_of(one.days)] += one.number
    return hidden_together(ROWS, counted, Plan(columns=OF_MONTHS, first=PAYING, part=PAID))


def tells_of_one(numbers: Mapping[str, int]) -> bool:
    """Whether so few months stand behind a row that its settlements would tell of single institutions."""
    return any(0 < numbers.get(row, 0) < LEAST for row in ROWS)


def settlements(told: Sequence[Cares]) -> dict[str, Table]:
    """What became of the settlements, and the reasons of those that were not payable; what must not be shown hidden."""
    reasons = tuple(sorted({one.reason for one in told if one.outcome == REFUSED}))
    columns = {OUTCOMES: OF_CARES} | ({REASONS: reasons} if reasons else {})
    counted: dict[str, Counter[Cell]] = {name: Counter() for name in columns}
    for one in told:
        row = one.row
        counted[OUTCOMES][row, one.outcome] += one.number
        if one.outcome == REFUSED:
            counted[REASONS][row, one.reason] += one.number
    return hidden_together(ROWS, counted, Plan(columns=columns, first=OUTCOMES, part=REFUSED))


def money(told: Iterable[Cares], numbers: Mapping[str, int]) -> list[Money]:
    """What was charged and paid by row, and in all under SUM; `numbers` are the months of each row. A row behind which fewer than
    five months stand shows no amount, nor does the one that would give it away."""
    counts = with_sums(ROWS, ("months",), {(row, "months"): numbers.get(row, 0) for row in ROWS})
    hidden = protected(counts).hidden
    charged, paid = dict.fromkeys((*ROWS, SUM), ZERO), dict.fromkeys((*ROWS, SUM), ZERO)
    for one in told:
        for row in (one.row, SUM):
            charged[row] += one.charged
            paid[row] += one.paid
    every = {row: numbers.get(row, 0) for row in ROWS} | {SUM: counts.numbers[SUM, SUM]}
    return [
        Money(row=row)
        if (row, "months") in hidden
        else Money(row=row, months=number, charged=charged[row], paid=paid[row])
        for row, number in every.items()
    ]
