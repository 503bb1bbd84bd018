"""A row for a fact, once: written first and read only where it stood already, which is rare."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Manager, Model

R = TypeVar("R", bound=Model)


def written_once(rows: "Manager[R]", told: Mapping[str, Any], **key: object) -> tuple[R, bool]:
    """The row of a unique key and whether it is new; `told` is what a new one holds. One statement for a new row.

    Raises IntegrityError where the database refuses the row for another reason, like a closed month.
    """
    try:
        with transaction.atomic():
            return rows.create(**key, **told), True
    except IntegrityError:
        row = rows.filter(**key).first()
        if row is None:
            raise
        return row, False
