"""Lists in pages by key: a page begins behind the last row that was shown, so rows that come or go move no other row. Rows of
several tables read in one statement."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Model, Q, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

_MOMENT = "%Y%m%dT%H%M%S.%f"
_NOTHING, _BETWEEN = "-", "_"
LONGEST_KEY = 120


@dataclass(frozen=True)
class Page:
    """Some rows, and the key of the page behind them; "" at the end."""

    rows: list
    following: str


def page_behind(rows: QuerySet, by: Sequence[str], after: str, size: int) -> Page:
    """One page of rows in an order, behind a key; what cannot be read as a key gives the first page.

    `by` names fields, "-" before one that falls; the last of them is the primary key. The key holds the last row's days,
    moments and keys. An order by a text is remembered by the primary key alone, because names stand in no address: one
    query more.
    """
    ordered = rows.order_by(*by)
    last = _values_behind(rows, by, after) if 0 < len(after) <= LONGEST_KEY else None
    if last is not None:
        ordered = ordered.filter(_behind(by, last))
    found = list(ordered[: size + 1])
    return Page(found[:size], _key_of(found[size - 1], by) if len(found) > size else "")


def _names(by: Sequence[str]) -> list[str]:
    return [name.removeprefix("-") for name in by]


def _field(model: type[Model], path: str) -> models.Field:
    *relations, last = path.split("__")
    for relation in relations:
        related = model._meta.get_field(relation).related_model
        if not isinstance(related, type):
            raise FieldDoesNotExist(path)
        model = related
    try:
        found = model._meta.get_field(last)
    except FieldDoesNotExist:
        found = model._meta.pk
    if isinstance(found, models.ForeignKey):
        return found.target_field
    if not isinstance(found, models.Field):
        raise FieldDoesNotExist(path)
    return found


def _goes_by_text(model: type[Model], by: Sequence[str]) -> bool:
    return any(isinstance(_field(model, name), models.CharField) for name in _names(by))


def _key_of(row: Model, by: Sequence[str]) -> str:
    if _goes_by_text(type(row), by):
        return str(row.pk)
    return _BETWEEN.join(_written(row, name) for name in _names(by))


def _written(row: Model, path: str) -> str:
    value: object = row
    for name in path.split("__"):
        value = getattr(value, name)
    if value is None:
        return _NOTHING
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(_MOMENT)
    return value.isoformat() if isinstance(value, date) else str(value)


def _values_behind(rows: QuerySet, by: Sequence[str], after: str) -> list | None:
    try:
        if _goes_by_text(rows.model, by):
            key = _read(rows.model._meta.pk, after)
            found = rows.order_by().filter(pk=key).values_list(*_names(by)).first()
            return list(found) if found else None
        parts = after.split(_BETWEEN)
        return [_read(_field(rows.model, name), part) for name, part in zip(_names(by), parts, strict=True)]
    except ValueError:
        return None


def _read(field: models.Field, text: str) -> object:
    """A value as it stands in a key. Raises ValueError."""
    if text == _NOTHING and field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date.fromisoformat(text)
    if isinstance(field, models.UUIDField):
        return uuid.UUID(text)
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise ValueError(text)


def _behind(by: Sequence[str], last: Sequence[object]) -> Q:
    """What comes after a row: a later value of one field, with equal values of those before it. Nothing sorts as later
    than everything, as PostgreSQL does."""
    wanted, alike = Q(pk__in=[]), Q()
    for field, value in zip(by, last, strict=True):
        name = field.removeprefix("-")
        if field.startswith("-"):
            later = Q(**{f"{name}__isnull": False}) if value is None else Q(**{f"{name}__lt": value})
        else:
            later = Q(pk__in=[]) if value is None else Q(**{f"{name}__gt": value}) | Q(**{f"{name}__isnull": True})
        wanted |= alike & later
        alike &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return wanted


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
    return _rows_of(statement, statement.values)


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


def _rows_of(statement: _Statement, values: Sequence[Any]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in statement.names}
    if not statement.readers:
        return found
    with connection.cursor() as cursor:
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
        return statement, [value if place is None else flat[place] for value, place in zip(values, places, strict=True)]

    def _composed(self, given: Sequence[object]) -> tuple[S, Sequence[Any], tuple[int | None, ...]]:
        """The statement for a shape, and for each of its values which of those given it is. Raises LookupError for one that did not
        come through as it was given."""
        marks = [_marked(one, number * _MOST) for number, one in enumerate(given)]
        statement, values = self._compose(*marks)
        at = {(type(mark), mark): place for place, mark in enumerate(_flat(marks)) if _varies(mark)}
        places = tuple([at.get((type(value), value)) if _varies(value) else None for value in map(_plain, values)])
        missing = set(at.values()) - set(places)
        # Of an empty list nothing is asked, nor of what would be asked together with it.
        if missing and () not in given:
            raise LookupError(f"{self._name}: value {min(missing)} does not stand in the statement")
        return statement, values, places


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
        return _rows_of(*self._filled.of(given))


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
        self._compiler.connection = connections[self.db]
        vars(self._compiler)["as_sql"] = lambda *_args, **_kwargs: (text, tuple(values))

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


def padded(values: Sequence[T]) -> tuple[T, ...]:
    """The same values for a list in a query, the last one repeated up to a power of two: so lists have few shapes."""
    short = (1 << max(len(values) - 1, 0).bit_length()) - len(values)
    return (*values, *[values[-1]] * short) if values else ()


# What stands for a value while a statement is composed: no value of a row is any of these.
_MOST = 1_000_000
_MARKS: dict[type, Callable[[int], Any]] = {
    uuid.UUID: lambda number: uuid.UUID(int=(0xFFFF << 112) + number),
    date: lambda number: date.min + timedelta(days=number // _MOST * 100 + number % _MOST),
    str: lambda number: f"\ufdd0{number}",
    int: lambda number: -1_000_000_000 - number,
}


def _varies(value: object) -> bool:
    return type(value) in _MARKS


def _plain(value: Any) -> Any:
    """A value of a statement as it was given: for columns of small and large whole numbers Django hands the driver its own kind of
    them."""
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _shape(value: object) -> object:
    if isinstance(value, tuple):
        return tuple([_shape(one) for one in value])
    if not _varies(value) and value is not None and not isinstance(value, bool):
        raise TypeError(f"{type(value).__name__} is none of the kinds of values that are filled in")
    return type(value) if _varies(value) else value


def _marked(value: object, number: int) -> Any:
    if isinstance(value, tuple):
        return tuple([_marked(one, number + place) for place, one in enumerate(value)])
    return _MARKS[type(value)](number) if _varies(value) else value


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
