"""What a row of an import says, as the text that is kept between reading, checking and entering."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from casework.imports.rules.cells import Problem, Value
from casework.imports.rules.columns import Columns
from casework.workbooks.rules.cells import Cell


def cells_as_text(cells: Mapping[str, Cell]) -> str:
    """Cells by column code, as they were read."""
    return json.dumps(cells)


def cells_from_text(text: str) -> dict[str, Cell]:
    """The cells again."""
    return {code: Cell(kind, value) for code, (kind, value) in json.loads(text).items()}


def values_as_text(values: Mapping[str, Value]) -> str:
    """Values by column code, as they were checked."""
    return json.dumps({code: str(value) for code, value in values.items()}, ensure_ascii=False)


def values_from_text(columns: Columns, text: str) -> dict[str, Value]:
    """The values again: days as days, amounts as Decimals."""
    return {code: _value(columns.by_code[code].reads, value) for code, value in json.loads(text).items()}


def _value(reads: str, text: str) -> Value:
    if not text:
        return ""
    if reads == "day":
        return date.fromisoformat(text)
    return Decimal(text) if reads in ("money", "quantity") else text


def as_stored(problem: Problem) -> list[object]:
    """A problem as JSON keeps it: column, code, params."""
    return [problem.column, problem.code, problem.params]
