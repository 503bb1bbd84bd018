"""The keys by which a person is found by name."""

from collections.abc import Callable

from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.rules.name_keys import name_keys

_listeners: list[Callable[[Person], object]] = []


def tell(listener: Callable[[Person], object]) -> None:
    """From now on this one is told whenever the names of a person were written, in the same transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def names_of(person: Person) -> set[tuple[str, str]]:
    """Every name a person is known by, with its Latin form: of her facts, former ones included, and of her documents; those
    of a file merged into hers besides. Two queries."""
    people = [person.pk, *person.merged_from.values_list("pk", flat=True)]
    named = type(person).objects.filter(pk__in=people)
    pairs = set(named.values_list("facts__name", "facts__latin_name"))
    pairs |= {(name, "") for name in named.values_list("documents__name_on_document", flat=True)}
    return {(name, latin or "") for name, latin in pairs if name}


def write_name_keys(person: Person) -> None:
    """Bring the search keys in line with the person's names and office. A file merged into another has none."""
    PersonNameKey.objects.filter(person=person).delete()
    if person.merged_into_id:
        return
    wanted = {key for name, latin in names_of(person) for key in name_keys(name, latin)}
    PersonNameKey.objects.bulk_create(
        PersonNameKey(person=person, office_id=person.home_office_id, kind=kind, key=key) for kind, key in wanted
    )
    for each in _listeners:
        each(person)
