"""Sealing everything anew with the current data key, batch by batch, while the portal runs.

Each row is written only if it still holds the bytes that were read (compare and swap), so an edit in between wins.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction

from casework.sealing.cipher import header, key_id_of, seal, unseal
from casework.sealing.fields import SealedField
from casework.sealing.ring import current_ring

BATCH = 500


def sealed_columns() -> list[tuple[type[models.Model], models.Field]]:
    """Every sealed field of every model."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedField)
    ]


def rotate_column(model: type[models.Model], field: models.Field) -> Iterator[int]:
    """Seal a column anew; yields the number of rows done after each batch."""
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(field.column)
    key = connection.ops.quote_name(model._meta.pk.column)
    current = header(current_ring().current)
    select = (
        f"SELECT {key}, {column} FROM {table} WHERE length({column}) > 0"
        f" AND substr({column}, 1, %s) <> %s AND {key} > %s ORDER BY {key} LIMIT %s"
    )
    swap = f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s"
    last = "00000000-0000-0000-0000-000000000000"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(select, [len(current), current, last, BATCH])
            rows = cursor.fetchall()
        if not rows:
            return
        done = 0
        with transaction.atomic(), connection.cursor() as cursor:
            for row_id, stored in rows:
                place = f"{model._meta.db_table}:{field.attname}:{row_id}"
                stored = bytes(stored)
                cursor.execute(swap, [seal(unseal(stored, place), place), row_id, stored])
                done += cursor.rowcount
        last = rows[-1][0]
        yield done


def rotate_file(path: Path, place: str) -> bool:
    """Seal a file anew in place, atomically. True when it was on an older key."""
    stored = path.read_bytes()
    if key_id_of(stored) == current_ring().current:
        return False
    partial = path.with_suffix(".new")
    # What an interrupted rotation left may have other rights, or less in it.
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(seal(unseal(stored, place), place))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return True
