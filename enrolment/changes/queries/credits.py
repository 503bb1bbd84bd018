"""The credits of months that the ledger holds for the personal account of somebody."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from casework.money.models.ledger import LedgerTransfer

CREDIT = "account_credit"


def key_of_credit(person_id: object, first: date, earlier: int = 0) -> str:
    """How the ledger names the credit of a month: booked once, whoever presses how often. `earlier`: how many of that month were
    booked and reversed."""
    key = f"{CREDIT} {person_id} {first:%Y-%m}"
    return f"{key} {earlier + 1}" if earlier else key


def month_of_credit(key: str) -> date:
    """The first day of the month that such a name is of."""
    return date.fromisoformat(f"{key.split()[2]}-01")


def credits_of(files: Sequence[uuid.UUID], year: int) -> dict[int, list[LedgerTransfer]]:
    """By month what was booked for a year under any of the files of a person, reversed ones too, oldest first. One query."""
    heads = [f"{CREDIT} {key} {year}-" for key in files]
    named = Q()
    for head in heads:
        named |= Q(key__startswith=head)
    found: dict[int, list[LedgerTransfer]] = {}
    for row in LedgerTransfer.objects.filter(named).select_related("reversed_by").order_by("pk"):
        found.setdefault(int(row.key[len(heads[0]) :][:2]), []).append(row)
    return found


def that_stand(rows: Sequence[LedgerTransfer]) -> list[LedgerTransfer]:
    """Those that were not reversed; of rows read with their reversals. No query."""
    return [row for row in rows if getattr(row, "reversed_by", None) is None]
