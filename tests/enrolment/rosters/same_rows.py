"""Everything two ways of doing one thing have written, compared table by table: keys, moments and reference numbers apart.

A key that differs by every run is replaced by what its row says, and what its row names says again: rows that say the same and
hang together the same are the same.
"""

import hashlib
import uuid
from collections import Counter
from typing import Any

from django.apps import apps
from django.db import models

from casework.sealing.fields import Sealed

# The reference tells in which order rows were entered; a digest of what was sent holds a key, that of a workbook a moment.
APART = {"casework_casefile.reference", "casework_operation.body_hash", "casework_import.sha256"}
# Rows of two that are one another's equals.
PAIRS = {"enrolment_possibleduplicate": ("first_id", "second_id")}
Row = tuple[str, Any]


def all_rows() -> dict[Row, models.Model]:
    """Every row of every table of ours by table and key."""
    tables = [model for model in apps.get_models() if model._meta.app_label in ("casework", "enrolment", "claims")]
    return {(model._meta.db_table, row.pk): row for model in tables for row in model._base_manager.all()}


def said_by(rows: dict[Row, models.Model], before: dict[Row, models.Model]) -> Counter[str]:
    """What each row that is new, or says something else than before, says; keys replaced by what their rows say."""
    plain = {key: _plain(row) for key, row in rows.items()}
    known = {key: _plain(row) for key, row in before.items()}
    new = {key: values for key, values in plain.items() if known.get(key) != values}
    by_key = {str(key): (table, key) for table, key in new if (table, key) not in known}
    labels = {key: key[0] for key in new}
    # As far as rows hang together: a document of a person of a case of an import.
    for _round in range(5):
        labels = {key: _label(key[0], values, by_key, labels) for key, values in new.items()}
    return Counter(_shown(key[0], values, by_key, labels) for key, values in new.items())


def _plain(row: models.Model) -> dict[str, Any]:
    values = {}
    for field in row._meta.concrete_fields:
        name, value = f"{row._meta.db_table}.{field.attname}", getattr(row, field.attname)
        if isinstance(value, Sealed):
            value = value.open_for_work()
        if name in APART or isinstance(field, models.DateTimeField):
            value = value is not None
        values[field.attname] = bytes(value) if isinstance(value, memoryview) else value
    return values


def _label(table: str, values: dict, by_key: dict[str, Row], labels: dict[Row, str]) -> str:
    return hashlib.sha256(_shown(table, values, by_key, labels).encode()).hexdigest()[:12]


def _shown(table: str, values: dict, by_key: dict[str, Row], labels: dict[Row, str]) -> str:
    told = {name: _named(value, by_key, labels) for name, value in sorted(values.items()) if name != "id"}
    if table in PAIRS:
        # Which of the two is named first follows from keys that differ by every run.
        one, other = PAIRS[table]
        told[one], told[other] = sorted((str(told[one]), str(told[other])))
    return f"{table}: " + ", ".join(f"{name}={said}" for name, said in told.items())


def _named(value: Any, by_key: dict[str, Row], labels: dict[Row, str]) -> str:
    if isinstance(value, dict):
        return str({name: _named(one, by_key, labels) for name, one in sorted(value.items())})
    if isinstance(value, list):
        return str([_named(one, by_key, labels) for one in value])
    if isinstance(value, str | uuid.UUID) and str(value) in by_key:
        return labels[by_key[str(value)]]
    return str(value)
