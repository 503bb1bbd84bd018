"""The keys by which a person is found by name."""

from collections.abc import Callable, Iterable, Sequence

from django.db import connection

from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import tail_keys
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.queries.names import names_at_first, names_of, tails_of
from enrolment.persons.rules.name_keys import name_keys

_listeners: list[Callable[[Sequence[Person]], object]] = []


def tell(listener: Callable[[Sequence[Person]], object]) -> None:
    """From now on this one is told whenever the names of some people were written, in the same transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def write_name_keys(person: Person) -> None:
    """Bring the search keys in line with the person's names, documents, year of birth and office. A file merged into another
    has none."""
    PersonNameKey.objects.filter(person=person).delete()
    if person.merged_into_id:
        return
    _write([(person, names_of(person), tails_of(person))])


def write_first_name_keys(people: Iterable[tuple[Person, IdentityDocument]]) -> None:
    """The search keys of people who were registered just now, each with her first document: all that is known of them is at
    hand. One query, and those of whoever is told."""
    _write(
        [
            (person, names_at_first(person, document), tail_keys(document.number.open_for_work(), person.birth_on.year))
            for person, document in people
        ]
    )


def _write(found: Sequence[tuple[Person, list[str], list[str]]]) -> None:
    rows = [
        (person.pk, person.home_office_id, kind, key)
        for person, names, tails in found
        for kind, key in name_keys(*names) | {(PersonNameKey.Kind.TAIL.value, key) for key in tails}
    ]
    if rows:
        with connection.cursor() as cursor:
            # Some ten a person: as arrays, not as rows of their own.
            cursor.execute(
                f"INSERT INTO {PersonNameKey._meta.db_table} (person_id, office_id, kind, key)"
                " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[])",
                [list(column) for column in zip(*rows, strict=True)],
            )
    for each in _listeners:
        each([person for person, _names, _tails in found])
