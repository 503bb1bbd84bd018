"""Several tables of the same people, a column of the first of which is the sum of the others: what must not be shown is hidden so
that no two of them can be subtracted and nothing follows from all of them together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.disclosure.rules.hiding import LEAST, SUM, Cell, Table, protected, with_sums
from casework.disclosure.rules.working_out import determined, pinned


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The columns of each table by its name; the first table, and that of its columns of which all others are about."""

    columns: Mapping[str, tuple[str, ...]]
    first: str
    part: str

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name != self.first)


def hidden_together(rows: Sequence[str], counted: Mapping[str, Mapping[Cell, int]], plan: Plan) -> dict[str, Table]:
    """The tables of a plan from what was counted for each, with what must not be shown hidden."""
    bare = {name: with_sums(rows, plan.columns[name], counted[name]) for name in plan.columns}
    sums = _sums(bare, plan)
    row_sums = _row_sums(bare[plan.first], sums[plan.first])
    closed: dict[str, set[Cell]] = {name: set() for name in plan.columns}
    while True:
        found = _settled(bare, sums, row_sums, closed, plan)
        first = found[plan.first]
        telling = [(name, cell) for name in plan.columns for cell in _telling(found[name], first)]
        telling = telling or _worked_out(found, plan)
        if not telling:
            return found
        for name, cell in telling:
            closed[name].add(cell)


def _settled(
    bare: Mapping[str, Table],
    sums: Mapping[str, dict[Cell, bool]],
    row_sums: dict[Cell, bool],
    closed: Mapping[str, set[Cell]],
    plan: Plan,
) -> dict[str, Table]:
    """The tables, each with its margins as they stand in the others and with the cells hidden that were found to tell too much."""
    kept = {name: dict.fromkeys(cells, False) for name, cells in closed.items()}
    first = protected(bare[plan.first], sums[plan.first] | row_sums | kept[plan.first])
    about = {(row, SUM): (row, plan.part) not in first.hidden for row in first.rows}
    return {plan.first: first} | {
        name: protected(bare[name], sums[name] | about | _closed(bare[name], about) | kept[name])
        for name in plan.others
    }


def _telling(table: Table, first: Table) -> list[Cell]:
    """Shown cells that, taken from a shown number that contains them, leave fewer than the bound: that rest is as telling as a
    number of its own."""
    found = []
    for row in table.rows:
        for column in table.columns:
            number = table.shown(row, column)
            around = (table.shown(row, SUM), table.shown(SUM, column), table.shown(SUM, SUM))
            received = (first.shown(row, SUM), first.shown(SUM, SUM))
            if number and any(whole is not None and 0 < whole - number < LEAST for whole in (*around, *received)):
                found.append((row, column))
    return found


def _worked_out(found: Mapping[str, Table], plan: Plan) -> list[tuple[str, Cell]]:
    """Where the tables together give a hidden number of few away: one more cell to hide, beside the first such number."""
    # A number of two tables has its places in both.
    places: dict[tuple[str, Cell], list[tuple[str, Cell]]] = {}
    equations: list[tuple[Counter[tuple[str, Cell]], int]] = []
    for name, table in found.items():
        for total, parts in table.lines():
            equation: Counter[tuple[str, Cell]] = Counter()
            right = 0
            for cell, sign in ((total, -1), *((part, 1) for part in parts)):
                if cell in table.hidden:
                    places.setdefault(_one_name(name, cell, plan), []).append((name, cell))
                    equation[_one_name(name, cell, plan)] += sign
                else:
                    right -= sign * table.numbers[cell]
            equations.append((equation, right))
    for known in dict.fromkeys((*determined(equation for equation, _right in equations), *pinned(equations))):
        name, cell = places[known][0]
        # A zero or a large number that was hidden for another's sake may come out.
        if 0 < found[name].numbers[cell] < LEAST:
            beside = [(name, one) for name, cell in places[known] for one in _beside(found[name], cell)]
            if beside:
                return beside[:1]
    return []


def _one_name(name: str, cell: Cell, plan: Plan) -> tuple[str, Cell]:
    """The sums of the others are the part of the first table that they are about."""
    row, column = cell
    return (plan.first, (row, plan.part)) if name != plan.first and column == SUM else (name, cell)


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


def _sums(bare: dict[str, Table], plan: Plan) -> dict[str, dict[Cell, bool]]:
    """Which sums of columns are shown. They are the same however the rows are grouped, and so is what is hidden."""
    found: dict[str, dict[Cell, bool]] = {}
    for name in (plan.first, *plan.others):
        table = bare[name]
        known = {} if name == plan.first else {(SUM, SUM): found[plan.first][SUM, plan.part]}
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
