"""The tables of a year's applications: by month, by path or by office; each with what became of them, how long the answer took and
how often a case went back. Tables that share numbers hide the same ones, so that no two can be subtracted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from enrolment.statistics.rules.disclosure import LEAST, SUM, Cell, Table, protected, with_sums
from enrolment.statistics.rules.working_out import determined

MONTH, PATH, OFFICE = "month", "path", "office"
GROUPINGS = (MONTH, PATH, OFFICE)
STATES, TIME, DAYS, RETURNS = "states", "time", "days", "returns"
ANSWERED = "answered"
COLUMNS = {
    STATES: (ANSWERED, "open", "withdrawn"),
    TIME: ("in_time", "late"),
    DAYS: ("to_5", "to_10", "to_20", "over_20"),
    RETURNS: ("first", "once", "more"),
}
# What is said of answered applications alone: the sums of these tables are the answered ones.
OF_ANSWERED = (TIME, DAYS, RETURNS)
BANDS = ((5, "to_5"), (10, "to_10"), (20, "to_20"))


@dataclass(frozen=True, kw_only=True)
class Group:
    """Applications that agree in everything a table tells, and how many there are. `time`, `days` and `returns` are "" where
    there is no answer yet."""

    month: str
    path: str
    office: str
    states: str
    time: str = ""
    days: str = ""
    returns: str = ""
    number: int


def band_of(days: int) -> str:
    """The band of a number of calendar days from receipt to answer."""
    return next((band for most, band in BANDS if days <= most), "over_20")


def returned(sent: int) -> str:
    """How often a case went back that was handed in so many times."""
    return {1: "first", 2: "once"}.get(sent, "more")


def tables(groups: Sequence[Group], by: str) -> dict[str, Table]:
    """The four tables of a grouping, with what must not be shown hidden."""
    rows = tuple(sorted({getattr(group, by) for group in groups}))
    bare = {name: with_sums(rows, COLUMNS[name], _counted(groups, by, name)) for name in COLUMNS}
    sums = _sums(bare)
    row_sums = _row_sums(bare[STATES], sums[STATES])
    closed: dict[str, set[Cell]] = {name: set() for name in COLUMNS}
    while True:
        found = _settled(bare, sums, row_sums, closed)
        telling = [(name, cell) for name in COLUMNS for cell in _telling(found[name], found[STATES])]
        telling = telling or _worked_out(found)
        if not telling:
            return found
        for name, cell in telling:
            closed[name].add(cell)


def _settled(
    bare: Mapping[str, Table],
    sums: Mapping[str, dict[Cell, bool]],
    row_sums: dict[Cell, bool],
    closed: Mapping[str, set[Cell]],
) -> dict[str, Table]:
    """The tables, each with its margins as they stand in the others and with the cells hidden that were found to tell too much."""
    kept = {name: dict.fromkeys(cells, False) for name, cells in closed.items()}
    states = protected(bare[STATES], sums[STATES] | row_sums | kept[STATES])
    answered = {(row, SUM): (row, ANSWERED) not in states.hidden for row in states.rows}
    return {STATES: states} | {
        name: protected(bare[name], sums[name] | answered | _closed(bare[name], answered) | kept[name])
        for name in OF_ANSWERED
    }


def _telling(table: Table, states: Table) -> list[Cell]:
    """Shown cells that, taken from a shown number that contains them, leave fewer than the bound: that rest is as telling as a
    number of its own."""
    found = []
    for row in table.rows:
        for column in table.columns:
            number = table.shown(row, column)
            around = (table.shown(row, SUM), table.shown(SUM, column), table.shown(SUM, SUM))
            received = (states.shown(row, SUM), states.shown(SUM, SUM))
            if number and any(whole is not None and 0 < whole - number < LEAST for whole in (*around, *received)):
                found.append((row, column))
    return found


def _worked_out(found: Mapping[str, Table]) -> list[tuple[str, Cell]]:
    """Where the tables together give a hidden number of few away: one more cell to hide, beside the first such number."""
    # A number of two tables has its places in both.
    places: dict[tuple[str, Cell], list[tuple[str, Cell]]] = {}
    equations = []
    for name, table in found.items():
        for total, parts in table.lines():
            equation: Counter[tuple[str, Cell]] = Counter()
            for cell, sign in ((total, -1), *((part, 1) for part in parts)):
                if cell in table.hidden:
                    places.setdefault(_one_name(name, cell), []).append((name, cell))
                    equation[_one_name(name, cell)] += sign
            equations.append(equation)
    for known in determined(equations):
        name, cell = places[known][0]
        # A zero or a large number that was hidden for another's sake may come out.
        if 0 < found[name].numbers[cell] < LEAST:
            beside = [(name, one) for name, cell in places[known] for one in _beside(found[name], cell)]
            if beside:
                return beside[:1]
    return []


def _one_name(name: str, cell: Cell) -> tuple[str, Cell]:
    """The sums of what is said of the answered are the answered ones of the first table."""
    row, column = cell
    return (STATES, (row, ANSWERED)) if name != STATES and column == SUM else (name, cell)


def _beside(table: Table, cell: Cell) -> list[Cell]:
    """The shown numbers of the table's body: those in the row or column of a cell first, then the small before the large and a
    zero after all others."""
    shown = [(row, column) for row in table.rows for column in table.columns if (row, column) not in table.hidden]
    return sorted(
        shown,
        key=lambda one: (one[0] != cell[0] and one[1] != cell[1], table.numbers[one] == 0, table.numbers[one]),
    )


def _closed(table: Table, sums: Mapping[Cell, bool]) -> dict[Cell, bool]:
    """The rest of a line whose sum is hidden: a part of the answered, taken from all that came in, would tell of those that are
    hidden with them."""
    return {(row, column): False for (row, _sum), shown in sums.items() if not shown for column in table.columns}


def _counted(groups: Iterable[Group], by: str, name: str) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for group in groups:
        if getattr(group, name):
            found[getattr(group, by), getattr(group, name)] += group.number
    return found


def _sums(bare: dict[str, Table]) -> dict[str, dict[Cell, bool]]:
    """Which sums of columns are shown. They are the same however the applications are grouped, and so is what is hidden."""
    found: dict[str, dict[Cell, bool]] = {}
    for name, table in bare.items():
        known = {} if name == STATES else {(SUM, SUM): found[STATES][SUM, ANSWERED]}
        line = _only(table, rows=(), columns=table.columns)
        hidden = protected(line, known | _closed(line, known)).hidden
        found[name] = {(SUM, column): (SUM, column) not in hidden for column in (*table.columns, SUM)}
    return found


def _row_sums(table: Table, sums: dict[Cell, bool]) -> dict[Cell, bool]:
    line = _only(table, rows=table.rows, columns=())
    hidden = protected(line, {(SUM, SUM): sums[SUM, SUM]}).hidden
    return {(row, SUM): (row, SUM) not in hidden for row in table.rows}


def _only(table: Table, *, rows: tuple[str, ...], columns: tuple[str, ...]) -> Table:
    """The margin of a table as a table of its own."""
    cells = {(row, column) for row in (*rows, SUM) for column in (*columns, SUM)}
    return Table(rows=rows, columns=columns, numbers={cell: table.numbers[cell] for cell in cells})
