"""The keys by which a person is found by name."""

from collections.abc import Callable

from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.queries.names import names_of, tails_of
from enrolment.persons.rules.name_keys import name_keys

_listeners: list[Callable[[Person], object]] = []


def tell(listener: Callable[[Person], object]) -> None:
    """From now on this one is told whenever the names of a person were written, in the same transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def write_name_keys(person: Person) -> None:
    """Bring the search keys in line with the person's names, documents, year of birth and office. A file merged into another
    has none."""
    PersonNameKey.objects.filter(person=person).delete()
    if person.merged_into_id:
        return
    wanted = name_keys(*names_of(person)) | {(PersonNameKey.Kind.TAIL, key) for key in tails_of(person)}
    PersonNameKey.objects.bulk_create(
        PersonNameKey(person=person, office_id=person.home_office_id, kind=kind, key=key) for kind, key in wanted
    )
    for each in _listeners:
        each(person)
