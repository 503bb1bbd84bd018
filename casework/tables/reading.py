"""Rows of several tables read in one statement, where a page or an approval asks many small questions about one thing."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Row = dict[str, Any]


def read_together(**asked: QuerySet) -> dict[str, list[Row]]:
    """The rows of some queries of values, each in its own order, by the name it was asked under. One query, however many.

    What the database sends is JSON, so bytes cannot be asked for."""
    parts, params, readers = [], [], {}
    for name, rows in asked.items():
        compiler = rows.query.get_compiler(connection=connection)
        try:
            statement, given = compiler.as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT json_agg(r) FROM ({statement}) r)")
        params += given
        readers[name] = {alias: expression.output_field.to_python for expression, _sql, alias in compiler.select}
    found: dict[str, list[Row]] = {name: [] for name in asked}
    if not parts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ARRAY[{', '.join(f'{part}::text' for part in parts)}]", params)
        texts = cursor.fetchone()[0]
    for (name, reads), text in zip(readers.items(), texts, strict=True):
        found[name] = [_read(row, reads) for row in from_json(text)]
    return found


def from_json(text: str | None) -> list[Any]:
    """What the database put together as JSON, amounts to the fen; nothing for no rows."""
    return json.loads(text, parse_float=Decimal) if text else []


def _read(row: Row, reads: dict[str, Callable[[Any], Any]]) -> Row:
    return {name: reads[name](value) for name, value in row.items()}
