"""The partitions of what is kept for each line of a settlement and each layer that bears it: one a month, since the key of a
settlement begins with its month. Whatever belongs to none of them stands in the one of all others, and is found there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from claims.runs.models.care import DeclaredLine, first_key, key_behind
from claims.runs.models.run import CareEntry

TABLES = (DeclaredLine._meta.db_table, CareEntry._meta.db_table)
FIRST, YEARS_AHEAD = date(2025, 1, 1), 2
# The tables themselves, where they have partitions, and those.
STANDING = "SELECT relid::regclass::text FROM unnest(%s::text[]) t, pg_partition_tree(to_regclass(t))"


def add_partitions(**_signal: Any) -> None:
    """Add the partitions of the months to the end of the year after next, after each migration, as whoever owns the tables. A month
    of which rows stand among all others already is left there. Safe to run at any time; one query where nothing is missing."""
    add_through(date(timezone.localdate().year + YEARS_AHEAD, 12, 1))


def add_through(last: date) -> None:
    """Add what is missing of the partitions through a month."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [list(TABLES)])
        standing = {name for (name,) in cursor.fetchall()}
        for table, month in _wanted(last):
            name, of = f"{table}_{month:%Y_%m}", [first_key(month), key_behind(month)]
            # A release of before has them whole.
            if table not in standing or name in standing:
                continue
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table}_other WHERE care_id >= %s AND care_id < %s)", of)
            if not cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM (%s) TO (%s)", of)


def _wanted(last: date) -> Iterator[tuple[str, date]]:
    for table in TABLES:
        for number in range(FIRST.year * 12, last.year * 12 + last.month):
            yield table, date(number // 12, number % 12 + 1, 1)
