"""The tables of a year's claims: by month, by office, or Taiwan compatriots beside all others; each with what became of them, how
long the decision took, whether papers were asked for, and how they were decided. Tables that share numbers hide the same ones, so
that no two can be subtracted. Nothing is decided by any of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from casework.disclosure.rules.hiding import SUM, Cell, Table, protected, with_sums
from casework.disclosure.rules.together import Plan, hidden_together

MONTH, OFFICE, WHO = "month", "office", "who"
GROUPINGS = (MONTH, OFFICE, WHO)
TAIWAN, OTHERS = "taiwan", "others"
STATES, TIME, DAYS, PAPERS, GROUNDS = "states", "time", "days", "papers", "grounds"
DECIDED, APPROVED = "decided", "approved"
COLUMNS = {
    STATES: (DECIDED, "open", "withdrawn"),
    TIME: ("in_time", "late"),
    DAYS: ("to_10", "to_20", "to_30", "over_30"),
    PAPERS: ("whole", "asked"),
}
BANDS = ((10, "to_10"), (20, "to_20"), (30, "to_30"))
# Days since the papers came, of claims that are not decided.
AGES = ("to_10", "to_20", "to_30", "over_30")
# Who bears what of a settlement, as the engine names it.
# What was decided on complaints about decisions, and before whom.
OUTCOMES, WAYS = ("upheld", "changed", "withdrawn", "entered"), ("complaint", "organ")
LAYERS = ("fund_pays", "supplement_pays", "major_illness_pays", "assistance_pays", "person_pays")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Claims that agree in everything a table tells, and how many there are. What is told of a decision is "" where there is none;
    `ground` is APPROVED for a claim that was not refused."""

    month: str
    office: str
    who: str
    states: str
    time: str = ""
    days: str = ""
    papers: str = ""
    grounds: str = ""
    number: int


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What the settlements of one row come to in yuan, by who bears it; None where too few people are behind it."""

    row: str
    claims: int | None
    total: Decimal | None
    borne: tuple[Decimal | None, ...]


def band_of(days: int) -> str:
    """The band of a number of calendar days."""
    return next((band for most, band in BANDS if days <= most), "over_30")


def tables(groups: Sequence[Group], by: str, grounds: Sequence[str]) -> dict[str, Table]:
    """The five tables of a grouping, with what must not be shown hidden; `grounds` are the codes a claim may be refused for."""
    columns = COLUMNS | {GROUNDS: (APPROVED, *grounds)}
    rows = (TAIWAN, OTHERS) if by == WHO else tuple(sorted({getattr(group, by) for group in groups}))
    counted = {name: _counted(groups, by, name) for name in columns}
    return hidden_together(rows, counted, Plan(columns=columns, first=STATES, part=DECIDED))


def _counted(groups: Iterable[Group], by: str, name: str) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for group in groups:
        if getattr(group, name):
            found[getattr(group, by), getattr(group, name)] += group.number
    return found


def waiting(numbers: Mapping[Cell, int], states: Sequence[str]) -> Table:
    """The claims that wait today, by state and by the days since their papers came."""
    return protected(
        with_sums([state for state in states if any(numbers.get((state, age)) for age in AGES)], AGES, numbers)
    )


def complaints(numbers: Mapping[Cell, int]) -> Table:
    """The complaints about decisions, by before whom and by what was decided."""
    return protected(
        with_sums([way for way in WAYS if any(numbers.get((way, one)) for one in OUTCOMES)], OUTCOMES, numbers)
    )


def costs(rows: Mapping[str, tuple[int, Sequence[Decimal]]]) -> list[Cost]:
    """What settlements come to by row (row → number, amounts in the order of LAYERS), and in all under SUM. A row behind which
    fewer than five claims stand shows no amount, nor does one that would give it away."""
    counts = with_sums(sorted(rows), ("claims",), {(row, "claims"): number for row, (number, _sums) in rows.items()})
    hidden = protected(counts).hidden
    whole = [sum((sums[number] for _count, sums in rows.values()), Decimal("0.00")) for number in range(len(LAYERS))]
    every = {row: (number, list(sums)) for row, (number, sums) in sorted(rows.items())} | {
        SUM: (counts.numbers[SUM, SUM], whole)
    }
    return [_cost(row, number, sums, shown=(row, "claims") not in hidden) for row, (number, sums) in every.items()]


def _cost(row: str, number: int, sums: Sequence[Decimal], *, shown: bool) -> Cost:
    if not shown:
        return Cost(row=row, claims=None, total=None, borne=(None,) * len(LAYERS))
    return Cost(row=row, claims=number, total=sum(sums, Decimal("0.00")), borne=tuple(sums))
