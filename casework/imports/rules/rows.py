"""Checks one row of an import: every cell by itself, then what its kind says of the cells together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.imports.rules.cells import CellRefused, Problem, Value, read_cell
from casework.imports.rules.columns import Columns
from casework.workbooks.rules.cells import Cell

# A text, a day or an amount a column; whoever enters a row knows which.
Values = dict[str, Any]


@dataclass(frozen=True)
class Vocabulary:
    """What the choices of each column mean: folded labels to codes, by column. A kind may know more."""

    choices: Mapping[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckedRow:
    """A row as it would be entered, and every problem with its cells."""

    values: Values
    problems: tuple[Problem, ...]

    @property
    def may_be_entered(self) -> bool:
        """Whether nothing is wrong; something may still be asked."""
        return all(problem.asks for problem in self.problems)


Together = Callable[[Values, Any, date], list[Problem]]


def check_row(
    columns: Columns,
    cells: Mapping[str, Cell],
    vocabulary: Vocabulary,
    together: Together,
    on: date,
    seen: dict[tuple[str, Cell | None], Value] | None = None,
) -> CheckedRow:
    """A row with its cells by column code; `together` may put a normalised value in place of the typed one, `on` is today. `seen`
    holds what cells of rows before this one were read to, under the same vocabulary: many say the same."""
    values: Values = {}
    problems: list[Problem] = []
    seen = {} if seen is None else seen
    for column in columns:
        at = (column.code, cells.get(column.code))
        if at in seen:
            values[column.code] = seen[at]
            continue
        try:
            seen[at] = values[column.code] = read_cell(column, at[1], vocabulary.choices.get(column.code, {}))
        except CellRefused as refused:
            problems.append(Problem(column.code, refused.code, refused.params))
    problems += together(values, vocabulary, on)
    return CheckedRow(values, tuple(problems))
