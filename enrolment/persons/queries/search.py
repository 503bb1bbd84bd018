"""Finding people within an officer's own files: by any part of any name, or by the end of a number and the year of birth."""

from django.db.models import Prefetch

from casework.staff.officer import Officer
from casework.tables.models.bases import LANGUAGE_COLUMNS
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import tail_key
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.queries.name_keys import owners_by_key, owners_by_name

# What a page shows; one more is read to know whether there are more.
LIMIT = 30
OFFICE_NAMES = tuple(f"home_office__name_{language}" for language in LANGUAGE_COLUMNS)


def people_by_name(text: str, officer: Officer) -> list[Person]:
    """People of the officer's offices one of whose names begins with the text or holds it, the nearest first; one more than
    LIMIT when there are more. In either script, pinyin, initials, Latin letters. Five queries at most, without letters none.
    """
    if officer.scope("see_person") != "area":
        return []
    return people_shown(owners_by_name(PersonNameKey, "person_id", text, officer.area, LIMIT + 1), officer)


def people_by_tail(pairs: list[tuple[str, int]], officer: Officer) -> list[Person]:
    """People of the officer's offices with a number that ends so and born in that year. Three queries at most."""
    if officer.scope("see_person") != "area":
        return []
    keys = [tail_key(tail, year) for tail, year in pairs]
    return people_shown(owners_by_key(PersonNameKey, "person_id", keys, officer.area, LIMIT + 1), officer)


def people_shown(keys: list, officer: Officer) -> list[Person]:
    """The people in the order of the keys, with their `current_documents`; only what a list shows is read. Two queries, none
    without keys.

    A list of its own: as the answer of `documents.all()` it would cost a composed query for each person, half of a search."""
    if not keys:
        return []
    current = IdentityDocument.objects.filter(superseded_at=None).only("person", "number", "name_on_document")
    people = Person.objects.visible_to(officer).filter(pk__in=keys).select_related("home_office")
    people = people.only("name", "birth_on", "registered_on", *OFFICE_NAMES)
    rows = people.prefetch_related(Prefetch("documents", queryset=current, to_attr="current_documents"))
    place = {key: n for n, key in enumerate(keys)}
    return sorted(rows, key=lambda person: place[person.pk])


def documents_of(person: Person) -> list[IdentityDocument]:
    """The current documents that were read with a person of a list. No query."""
    return list(vars(person)["current_documents"])
