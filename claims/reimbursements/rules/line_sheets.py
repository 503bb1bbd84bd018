"""A row of a sheet of lines as somebody would have typed it into the grid, and what is wrong with its cells. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from casework.imports.rules.cells import CellRefused, read_cell
from casework.imports.rules.descriptions import read_description
from casework.workbooks.rules.cells import TEXT, Cell

RECEIPT_LINES = read_description(Path(__file__).with_name("receipt_lines.toml"))
# Of a cell that cannot be meant so much is shown again where it would have stood.
MOST_SHOWN = 120
YUAN_SIGNS = ("¥", "￥")


@dataclass(frozen=True, kw_only=True)
class BadCell:
    """A cell that cannot be meant: its column, a code with its params, never its value."""

    column: str
    code: str
    params: Mapping[str, object]


def as_typed(cells: Mapping[str, Cell]) -> tuple[dict[str, str], list[BadCell]]:
    """The cells of a row by column as the grid takes them; of one that cannot be meant what stands there, and why."""
    typed, bad = {}, []
    for column in RECEIPT_LINES.columns:
        cell = cells.get(column.code)
        try:
            typed[column.code] = _text(read_cell(column, _without_sign(cell, column.code), {}))
        except CellRefused as refused:
            typed[column.code] = cell.text[:MOST_SHOWN] if cell else ""
            bad.append(BadCell(column=column.code, code=refused.code, params=refused.params))
    return typed, bad


def _without_sign(cell: Cell | None, column: str) -> Cell | None:
    """A price or an amount as lists of hospitals print it, without the sign of the yuan."""
    if cell is None or cell.kind != TEXT or column not in ("price", "amount"):
        return cell
    text = cell.text.strip()
    for sign in YUAN_SIGNS:
        text = text.removeprefix(sign)
    return Cell(TEXT, text.removesuffix("元").strip())


def _text(value: str | date | Decimal) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole, _point, rest = f"{value:f}".partition(".")
        rest = rest.rstrip("0")
        return f"{whole}.{rest.ljust(2, '0')}" if rest else whole
    return str(value)
