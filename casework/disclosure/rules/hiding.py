"""Which numbers of a table of people are not shown, so that none under five can be read off it or worked out from it.

A table has rows and columns whose sums stand beside it, and the sums have their own sum: every line of numbers is an equation. A
number under five is hidden. In a line with hidden numbers a second one is hidden too, and what is hidden of a line comes to five
or more, since the shown rest gives it away. Five is assumed (no source names the bound); a zero tells of nobody and is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
# The row or column of the sums.
SUM = ""
Cell = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The numbers of a table by (row, column), sums among them under SUM; `hidden` are those not shown."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: Mapping[Cell, int]
    hidden: frozenset[Cell] = frozenset()

    def shown(self, row: str, column: str) -> int | None:
        """The number of a cell; None where it is hidden."""
        return None if (row, column) in self.hidden else self.numbers[row, column]

    def lines(self) -> list[tuple[Cell, tuple[Cell, ...]]]:
        """Every equation of the table: the cell of a sum and the cells it is the sum of."""
        across = [((row, SUM), tuple((row, column) for column in self.columns)) for row in (*self.rows, SUM)]
        down = [((SUM, column), tuple((row, column) for row in self.rows)) for column in (*self.columns, SUM)]
        return across + down


def with_sums(rows: Sequence[str], columns: Sequence[str], numbers: Mapping[Cell, int]) -> Table:
    """A table of the numbers there are, with zeros where there is none, and its sums."""
    whole = {(row, column): numbers.get((row, column), 0) for row in rows for column in columns}
    whole |= {(row, SUM): sum(whole[row, column] for column in columns) for row in rows}
    whole |= {(SUM, column): sum(whole[row, column] for row in rows) for column in (*columns, SUM)}
    return Table(rows=tuple(rows), columns=tuple(columns), numbers=whole)


def protected(table: Table, settled: Mapping[Cell, bool] | None = None) -> Table:
    """The table with what must not be shown hidden. `settled` are cells that another table shows or hides already (True: shown);
    they stay as they are there."""
    settled = settled or {}
    hidden = {cell for cell, number in table.numbers.items() if 0 < number < LEAST and cell not in settled}
    hidden |= {cell for cell, shown in settled.items() if not shown}
    lines = table.lines()
    open_ = True
    while open_:
        open_ = False
        for total, parts in lines:
            another = _another(table, hidden, settled, total, parts)
            if another is not None:
                hidden.add(another)
                open_ = True
    return Table(rows=table.rows, columns=table.columns, numbers=table.numbers, hidden=frozenset(hidden))


def _another(
    table: Table, hidden: set[Cell], settled: Mapping[Cell, bool], total: Cell, parts: Sequence[Cell]
) -> Cell | None:
    """One more cell of a line to hide; None where the line gives nothing away."""
    out = [cell for cell in parts if cell in hidden]
    if not out and total not in hidden:
        return None
    # With the sum hidden nothing is known of the rest but by one cell; else the hidden parts come to a number that is known.
    if len(out) >= 2 and (total in hidden or sum(table.numbers[cell] for cell in out) >= LEAST):
        return None
    if total in hidden and out:
        return None
    return _smallest(table, (cell for cell in parts if cell not in hidden), settled)


def _smallest(table: Table, cells: Iterable[Cell], settled: Mapping[Cell, bool]) -> Cell | None:
    """The cell that costs the reader least: the smallest number, one that tells of somebody before a zero."""
    free = [cell for cell in cells if cell not in settled]
    return min(free, key=lambda cell: (table.numbers[cell] == 0, table.numbers[cell]), default=None)
