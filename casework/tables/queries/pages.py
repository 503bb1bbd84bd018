"""Lists in pages by key: a page begins behind the last row that was shown, so rows that come or go move no other row."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Model, Q, QuerySet

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
