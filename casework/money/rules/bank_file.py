"""The file of a payment batch, in a layout that is data. The same items give the same bytes."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from casework.money.rules.amounts import exact, total_of
from casework.rulebook.rules.house_tables import NotDetails, TableRow, need, rows_on, texts
from casework.rulebook.rules.rule_files import check_code, check_date, check_keys, check_text, read_toml, require
from casework.rulebook.rules.rule_records import STATUSES

FILE = Path(__file__).with_name("bank_layouts.toml")
# The table of offices that stands beside the file, and the portal's own layout.
TABLE, OWN = "bank_layouts", "minbao_csv_1"
ENCODINGS, MOST_ROWS = ("gb18030", "utf-8"), 100_000
COLUMNS = ("position", "account_name", "account_number", "bank_code", "amount", "reference")
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
KEYS = {"code", "encoding", "line_end", "columns", "rows", "longest", "source", "status", "checked"}


class ItemUnwritable(ValueError):
    """An item that the layout cannot hold as it is; `position` and `column` say which. Nothing is cut or replaced."""

    def __init__(self, position: int, column: str, why: str):
        super().__init__(f"item {position}, {column}: {why}")
        self.position, self.column = position, column


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One bank's layout. `rows`: most items of a file; `longest`: most characters of a column."""

    code: str
    encoding: str
    line_end: str
    columns: tuple[str, ...]
    rows: int
    longest: Mapping[str, int]
    status: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One payment: the payee as frozen in the batch, the amount in yuan, the reference the bank returns."""

    position: int
    account_name: str
    account_number: str
    bank_code: str
    amount: Decimal
    reference: str


@cache
def layouts(path: Path = FILE) -> Mapping[str, Layout]:
    """code → layout. Raises RuleFileError naming what is wrong."""
    found: dict[str, Layout] = {}
    for table in read_toml(path)["layout"]:
        check_keys(path, "layout", table, KEYS, KEYS)
        code = check_text(path, "code", table["code"])
        require(path, code not in found, f"layout {code}", "each code once")
        require(path, set(table["columns"]) == set(COLUMNS), f"{code}: columns", f"each of {', '.join(COLUMNS)}, once")
        check_date(path, f"{code}: checked", table["checked"])
        found[code] = Layout(
            code=code,
            encoding=check_code(path, f"{code}: encoding", table["encoding"], ("gb18030", "utf-8")),
            line_end=LINE_ENDS[check_code(path, f"{code}: line_end", table["line_end"], LINE_ENDS)],
            columns=tuple(table["columns"]),
            rows=table["rows"],
            longest=dict(table["longest"]),
            status=check_code(path, f"{code}: status", table["status"], STATUSES),
        )
    return found


def layout_row(row: TableRow) -> Layout:
    """A layout as an office entered it. Raises NotDetails."""
    need(row.details, {"encoding": str, "line_end": str, "columns": list, "rows": int, "longest": dict})
    told: dict[str, Any] = {
        "encoding": "gb18030",
        "line_end": "crlf",
        "columns": list(COLUMNS),
        "rows": 10000,
        "longest": {},
    }
    told |= row.details
    longest = dict(told["longest"])
    good = told["encoding"] in ENCODINGS and told["line_end"] in LINE_ENDS and texts(told["columns"]) == sorted(COLUMNS)
    bounds = all(type(most) is int and most > 0 and name in COLUMNS for name, most in longest.items())
    if not (good and bounds and 1 <= told["rows"] <= MOST_ROWS) or row.code in layouts():
        raise NotDetails(row.code)
    return Layout(
        code=row.code,
        encoding=told["encoding"],
        line_end=LINE_ENDS[told["line_end"]],
        columns=tuple(told["columns"]),
        rows=told["rows"],
        longest=longest,
        status=row.status,
    )


def layout_for(on: date, place: str) -> Layout:
    """The layout in which a fund (a division code) writes its files on a day: the one its office entered last, else the portal's
    own."""
    rows = [row for row in rows_on(TABLE, on, place).values() if not row.withdrawn]
    newest = max(rows, key=lambda row: (len(row.place), row.starts_on, row.code), default=None)
    return layouts()[OWN] if newest is None else layout_row(newest)


def layout_named(code: str, on: date, place: str) -> Layout:
    """A layout by its code, as it stood on the day its file was made. Raises KeyError."""
    row = rows_on(TABLE, on, place).get(code)
    return layouts()[code] if row is None else layout_row(row)


def write_bank_file(layout: Layout, items: Sequence[Item]) -> bytes:
    """The file: a line an item in their order, then a line with their number and total. Raises ItemUnwritable, ValueError
    for no items, more than the layout takes, or positions that are not 1, 2, 3 …"""
    if not 1 <= len(items) <= layout.rows:
        raise ValueError(f"a file of this layout has 1 to {layout.rows} items")
    if [item.position for item in items] != list(range(1, len(items) + 1)):
        raise ValueError("the positions of a batch are 1, 2, 3 …")
    text = io.StringIO()
    lines = csv.writer(text, lineterminator=layout.line_end)
    for item in items:
        lines.writerow([_written(layout, item, column) for column in layout.columns])
    lines.writerow(["total", len(items), f"{total_of([item.amount for item in items]):f}"])
    return text.getvalue().encode(layout.encoding)


def _written(layout: Layout, item: Item, column: str) -> str:
    if column == "amount":
        return f"{exact(item.amount):f}"
    written = str(getattr(item, column))
    if not written.strip() or not written.isprintable():
        raise ItemUnwritable(item.position, column, "empty, or with characters that cannot be seen")
    # A program that opens the file would take it for a formula.
    if written[0] in "=+-@":
        raise ItemUnwritable(item.position, column, f"begins with {written[0]}")
    if len(written) > layout.longest.get(column, len(written)):
        raise ItemUnwritable(item.position, column, f"longer than {layout.longest[column]} characters")
    try:
        written.encode(layout.encoding)
    except UnicodeEncodeError:
        raise ItemUnwritable(item.position, column, f"has a character {layout.encoding} does not know") from None
    return written
