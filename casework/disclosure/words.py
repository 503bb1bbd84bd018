"""Tables and plots of counts as pages draw them (casework/disclosure/table.html, components/bar_plot.html)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from casework.disclosure.rules.hiding import SUM, Table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Line:
    """One row of a table; None is a number that is not shown."""

    label: "StrOrPromise"
    numbers: Sequence[int | Decimal | None]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table as page and file draw it; `head` stands over its rows."""

    title: "StrOrPromise"
    columns: Sequence["StrOrPromise"]
    lines: Sequence[Line]
    sums: Line
    head: "StrOrPromise" = ""


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    shape: str = "open"


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What components/bar_plot.html draws."""

    id: str
    title: "StrOrPromise"
    description: "StrOrPromise"
    unit: "StrOrPromise"
    bars: Sequence[Bar]
    as_of: object = None


def numbers_of(table: Table, row: str) -> list[int | None]:
    """The numbers of a row with its sum behind them, None where one is hidden."""
    return [table.shown(row, column) for column in (*table.columns, SUM)]
