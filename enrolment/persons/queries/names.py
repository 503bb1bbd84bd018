"""Names of people for lists: masked, by key, in one query."""

import uuid
from collections.abc import Iterable

from enrolment.persons.models.person import Person


def masked_names(subjects: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The masked name of each person. One query, none without keys."""
    keys = {key for key in subjects if key}
    if not keys:
        return {}
    return {person.pk: person.masked_name for person in Person.objects.filter(pk__in=keys).only("name")}
