"""What institutions were called on a day: the register's columns show the newest names, lists of a day those of the day."""

import uuid
from collections.abc import Sequence
from datetime import date

from casework.evidence.queries import Words, in_each_language
from institutions.register.models.institution import Institution, Particular

NAME = "name_"


def names_on(institutions: Sequence[Institution], day: date) -> dict[uuid.UUID, Words]:
    """The name of each in each language on a day; before its first day the first one there is. One query."""
    found = {one.pk: in_each_language(one, "name") for one in institutions}
    rows = Particular.objects.known().filter(institution__in=found, item__startswith=NAME).order_by("starts_on")
    told: set[tuple[uuid.UUID, str]] = set()
    for row in rows:
        key = (row.institution_id, row.item)
        if row.starts_on <= day or key not in told:
            found[row.institution_id][row.item.removeprefix(NAME).replace("_", "-")] = row.value
        told.add(key)
    return found
