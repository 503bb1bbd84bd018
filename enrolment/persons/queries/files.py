"""The files of one human: hers, and those that were merged into it."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Func, UUIDField, Value

from enrolment.persons.models.person import Person


class _Files(Func):
    """Her file and all merged into it, for use within a query."""

    template = (
        "(WITH RECURSIVE hers AS (SELECT %(expressions)s::uuid AS id"
        " UNION SELECT f.id FROM enrolment_person f JOIN hers h ON f.merged_into_id = h.id) SELECT id FROM hers)"
    )


def files_of(person: Person) -> list[uuid.UUID]:
    """Her file and all merged into it, directly or before; the ledger names an account by the key its holder had. One query."""
    return list(Person.objects.filter(pk__in=in_her_files(person)).values_list("pk", flat=True))


def in_her_files(person: Person | uuid.UUID) -> Func:
    """The same as a part of another query, by the file in hand or its key."""
    key = person.pk if isinstance(person, Person) else person
    return _Files(Value(key, output_field=UUIDField()), output_field=UUIDField())


def files_of_all(keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Every file of these people, theirs and all merged into them → whose it is. A query, and one more for each merge of a merged
    file."""
    found = {key: key for key in keys}
    level = dict(found)
    while level:
        rows = Person.objects.filter(merged_into__in=level).values_list("pk", "merged_into")
        level = {key: level[into] for key, into in rows if into is not None}
        found |= level
    return found


def humans_of(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """File → the file that goes on for the same human. A query, and one more for each merge of a merged file."""
    found = {key: key for key in keys}
    into = _merged(found.values())
    while into:
        found = {key: into.get(last, last) for key, last in found.items()}
        into = _merged(set(into.values()))
    return found


def _merged(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    rows = Person.objects.filter(pk__in=list(keys), merged_into__isnull=False)
    return {key: into for key, into in rows.values_list("pk", "merged_into") if into is not None}
