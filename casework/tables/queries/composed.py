"""Rows of several tables read in one statement, and queries that are composed once a process: each asking fills in its values."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

from casework.tables.queries.prepared import Preparing, prepared_cursor

Row = dict[str, Any]
S = TypeVar("S")
T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class _Statement:
    """Queries of values as one statement: its text, its values in their order, how each query's columns are read."""

    text: str
    values: tuple[Any, ...]
    readers: dict[str, dict[str, Callable[[Any], Any]]]
    names: tuple[str, ...]


def read_together(**asked: QuerySet) -> dict[str, list[Row]]:
    """The rows of some queries of values, each in its own order, by the name it was asked under. One query, however many.

    What the database sends is JSON, so bytes cannot be asked for."""
    statement = _statement(asked)
    with connection.cursor() as cursor:
        return _rows_of(statement, statement.values, cursor)


def _statement(asked: Mapping[str, QuerySet]) -> _Statement:
    parts, values, readers = [], [], {}
    for name, rows in asked.items():
        compiler = rows.query.get_compiler(connection=connection)
        try:
            text, given = compiler.as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT json_agg(r) FROM ({text}) r)::text")
        values += given
        readers[name] = {alias: expression.output_field.to_python for expression, _sql, alias in compiler.select}
    return _Statement(f"SELECT ARRAY[{', '.join(parts)}]", tuple(values), readers, tuple(asked))


def _rows_of(statement: _Statement, values: Sequence[Any], cursor: CursorWrapper) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in statement.names}
    if not statement.readers:
        return found
    cursor.execute(statement.text, values)
    texts = cursor.fetchone()[0]
    for (name, reads), text in zip(statement.readers.items(), texts, strict=True):
        found[name] = [_as_read(row, reads) for row in from_json(text)]
    return found


class _Filled(Generic[S]):
    """What a query is composed of for each shape of what is given: a statement with its values, some of which are filled in."""

    def __init__(self, compose: Callable[..., tuple[S, Sequence[Any]]], name: str) -> None:
        self._compose, self._name = compose, name
        self._known: dict[object, tuple[S, Sequence[Any], tuple[int | None, ...]]] = {}

    def of(self, given: Sequence[object]) -> tuple[S, list[Any]]:
        """The statement for values like these, and its values."""
        shape = tuple([_shape(one) for one in given])
        known = self._known.get(shape)
        if known is None:
            known = self._known[shape] = self._composed(given)
        statement, values, places = known
        flat = _flat(given)
        pairs = zip(values, places, strict=True)
        return statement, [value if place is None else _as(value, flat[place]) for value, place in pairs]

    def _composed(self, given: Sequence[object]) -> tuple[S, Sequence[Any], tuple[int | None, ...]]:
        """The statement for a shape, and for each of its values which of those given it is. Raises LookupError for one that did not
        come through as it was given."""
        statement, values, found = self._placed(given, 0)
        # With other marks again: what is always asked may look like one of them.
        again = self._placed(given, _OTHERS)[2]
        places = tuple([one if one == other else None for one, other in zip(found, again, strict=True)])
        missing = set(range(len(_flat(given)))) - {place for place in places if place is not None} - _unvaried(given)
        # Of an empty list nothing is asked, nor of what would be asked together with it.
        if missing and values and () not in given:
            raise LookupError(f"{self._name}: value {min(missing)} does not stand in the statement")
        return statement, values, places

    def _placed(self, given: Sequence[object], first: int) -> tuple[S, Sequence[Any], tuple[int | None, ...]]:
        numbers = count(first)
        marks = [_marked(one, numbers) for one in given]
        statement, values = self._compose(*marks)
        at = {(_kind(mark), mark): place for place, mark in enumerate(_flat(marks)) if _varies(mark)}
        return statement, values, tuple([at.get((_kind(one), one)) if _kind(one) in _MARKS else None for one in values])


class Together:
    """Queries of values that are read together again and again. Django composes them once a process and for each shape of what is
    given (how many of a list, what is None); after that only the values are filled in.

    `asked` makes the queries of positional values: UUIDs, days, texts, whole numbers, tuples of these, None, flags. It must hand
    them to the queries as they are, and what it makes may hang on them in no other way than by their shape."""

    def __init__(self, asked: Callable[..., Mapping[str, QuerySet]]) -> None:
        def compose(*marks: Any) -> tuple[_Statement, Sequence[Any]]:
            statement = _statement(asked(*marks))
            return statement, statement.values

        self._filled: _Filled[_Statement] = _Filled(compose, asked.__name__)

    def read(self, *given: object) -> dict[str, list[Row]]:
        """As `read_together` of the same queries. One query."""
        with prepared_cursor() as cursor:
            return _rows_of(*self._filled.of(given), cursor)


class Counted:
    """The same for the number of rows and how many of them are marked: `asked` makes a query of one value, true or false."""

    def __init__(self, asked: Callable[..., QuerySet]) -> None:
        def compose(*marks: Any) -> tuple[str, Sequence[Any]]:
            rows = asked(*marks)
            name = next(iter(rows.query.annotation_select))
            try:
                text, values = rows.query.get_compiler(connection=connection).as_sql()
            except EmptyResultSet:
                return "", ()
            return f'SELECT count(*), count(*) FILTER (WHERE r."{name}") FROM ({text}) r', values

        self._filled: _Filled[str] = _Filled(compose, asked.__name__)

    def read(self, *given: object) -> tuple[int, int]:
        """How many rows, and how many of them are marked. One query."""
        text, values = self._filled.of(given)
        if not text:
            return 0, 0
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            rows, marked = cursor.fetchone()
        return rows, marked


class Composed(Generic[M]):
    """The same for a query of rows of a model, with those it selects beside them; `asked` makes it."""

    def __init__(self, asked: Callable[..., QuerySet[M]]) -> None:
        def compose(*marks: Any) -> tuple[tuple[SQLCompiler, str] | None, Sequence[Any]]:
            rows = asked(*marks)
            if (
                vars(rows)["_prefetch_related_lookups"]
                or rows.query.select_for_update
                or rows._iterable_class is not ModelIterable
            ):
                raise TypeError(f"{asked.__name__} is no plain query of rows")
            compiler = rows.query.get_compiler(connection=connection)
            try:
                text, values = compiler.as_sql()
            except EmptyResultSet:
                return None, ()
            return (compiler, text), values

        self._filled: _Filled[tuple[SQLCompiler, str] | None] = _Filled(compose, asked.__name__)

    def read(self, *given: object) -> list[M]:
        """The rows. One query."""
        composed, values = self._filled.of(given)
        if composed is None:
            return []
        bound: Any = _Bound(*composed, values)
        return list(ModelIterable(bound))

    def first(self, *given: object) -> M | None:
        """The first of the rows; None where there is none. One query."""
        return next(iter(self.read(*given)), None)


def one_of(rows: Sequence[M], model: Any) -> M:
    """The only one of some rows. Raises the model's DoesNotExist where there is none."""
    if not rows:
        raise model.DoesNotExist
    return rows[0]


class _Bound:
    """A query set as `ModelIterable` asks for one, and its query: what was composed, with the values of this time."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, compiler: SQLCompiler, text: str, values: Sequence[Any]) -> None:
        self.query, self._compiler = self, copy(compiler)
        # Composed by whichever thread came first; asked on the connection of this one.
        asked: Any = Preparing(connections[self.db])
        self._compiler.connection = asked
        vars(self._compiler)["as_sql"] = lambda *_args, **_kwargs: (text, tuple(values))

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


def padded(values: Sequence[T]) -> tuple[T, ...]:
    """The same values for a list in a query, the last one repeated up to a power of two: so lists have few shapes."""
    short = (1 << max(len(values) - 1, 0).bit_length()) - len(values)
    return (*values, *[values[-1]] * short) if values else ()


# What stands for a value while a statement is composed: no value of a row is any of these.
_OTHERS = 300
_MARKS: dict[type, Callable[[int], Any]] = {
    uuid.UUID: lambda number: uuid.UUID(int=(0xFFFF << 112) + number),
    date: lambda number: date.min + timedelta(days=number),
    str: lambda number: f"\ufdd0{number}",
    # Of a size that every column of whole numbers may hold: a lookup leaves out what cannot be in it.
    int: lambda number: 32_000 + number,
}


def _varies(value: object) -> bool:
    return type(value) in _MARKS


def _kind(value: object) -> type:
    """Whole numbers are sent as one of some kinds of `int`, by the size of their column."""
    return int if isinstance(value, int) and not isinstance(value, bool) else type(value)


def _as(sent: Any, value: object) -> object:
    """A value of the kind in which the one that stood for it was sent."""
    return value if type(sent) is type(value) else type(sent)(value)


def _shape(value: object) -> object:
    if isinstance(value, tuple):
        return tuple([_shape(one) for one in value])
    if not _varies(value) and value is not None and not isinstance(value, bool):
        raise TypeError(f"{type(value).__name__} is none of the kinds of values that are filled in")
    return type(value) if _varies(value) else value


def _marked(value: object, numbers: Iterator[int]) -> Any:
    if isinstance(value, tuple):
        return tuple([_marked(one, numbers) for one in value])
    return _MARKS[type(value)](next(numbers)) if _varies(value) else value


def _unvaried(given: Sequence[object]) -> set[int]:
    return {place for place, one in enumerate(_flat(given)) if not _varies(one)}


def _flat(values: Sequence[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        found += _flat(value) if isinstance(value, tuple) else [value]
    return found


def from_json(text: str | None) -> list[Any]:
    """What the database put together as JSON, amounts to the fen; nothing for no rows."""
    return json.loads(text, parse_float=Decimal) if text else []


def _as_read(row: Row, reads: dict[str, Callable[[Any], Any]]) -> Row:
    return {name: reads[name](value) for name, value in row.items()}
