"""Lines of tables that offices enter beside the project's files: a code with its words in three languages and details, for a place
from a day on. A process holds them whole, as it does values of rules."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.rulebook.rules.rule_records import covers_place


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One line. `place`: the division prefix it holds for; `withdrawn`: from its day on the code is not used there."""

    table: str
    code: str
    place: str
    words: Mapping[str, str]
    details: Mapping[str, Any] = field(default_factory=dict)
    starts_on: date
    withdrawn: bool = False
    source: str = ""
    status: str = ""


class NotDetails(ValueError):
    """Details that the table does not know, or not as they are written."""


@dataclass(frozen=True, kw_only=True)
class HouseTable:
    """A table open to offices. `read` makes of a line what the room works with and raises NotDetails; `codes`: those it has, empty
    where an office may add its own; `name` and `how` say what it is and how its details are written."""

    key: str
    read: Callable[[TableRow], object]
    name: object
    how: object
    codes: tuple[str, ...] = ()


_held: list[tuple[TableRow, ...]] = [()]


def hold_rows(rows: Iterable[TableRow]) -> None:
    """From now on these lines stand beside those of the files, in this process."""
    _held[0] = tuple(rows)


def rows_of(table: str) -> dict[str, TableRow]:
    """The newest line of each code, of whichever place, for words of what was decided once."""
    found = [row for row in _held[0] if row.table == table]
    return {row.code: row for row in sorted(found, key=lambda row: (not row.withdrawn, row.starts_on))}


def rows_on(table: str, on: date, place: str) -> dict[str, TableRow]:
    """The line of each code that stands at a place (a division code) on a day: the nearest place, then the latest day."""
    found = [row for row in _held[0] if row.table == table and row.starts_on <= on and covers_place(row.place, place)]
    return {row.code: row for row in sorted(found, key=lambda row: (len(row.place), row.starts_on))}


def read_details(text: str) -> dict[str, Any]:
    """Details as an officer writes them, a line `name = value` each. Raises NotDetails for anything else."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotDetails(str(error)) from error


def need(details: Mapping[str, Any], known: Mapping[str, type]) -> None:
    """Each detail is known and of its type. Raises NotDetails."""
    for name, value in details.items():
        if name not in known or type(value) is not known[name]:
            raise NotDetails(name)


def texts(items: Iterable[object]) -> list[str]:
    """The items in order, each of which is a text. Raises NotDetails."""
    found = list(items)
    if not all(isinstance(one, str) for one in found):
        raise NotDetails(str(found))
    return sorted(map(str, found))
