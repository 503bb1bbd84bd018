"""Names of people: masked for lists; all that somebody is found by."""

import uuid
from collections.abc import Iterable

from enrolment.documents.queries import tail_keys
from enrolment.persons.models.person import Person


def masked_names(subjects: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The masked name of each person. One query, none without keys."""
    keys = {key for key in subjects if key}
    if not keys:
        return {}
    return {person.pk: person.masked_name for person in Person.objects.filter(pk__in=keys).only("name")}


def names_of(person: Person) -> list[str]:
    """Every name a person is found by: of her file, in Latin letters, of each of her documents, the replaced ones included.

    Whatever else comes to hold a name of hers adds it here. One query.
    """
    documents = person.documents.order_by("recorded_at").values_list("name_on_document", flat=True)
    return list(dict.fromkeys(name for name in (person.name, person.latin_name, *documents) if name))


def tails_of(person: Person) -> list[str]:
    """The keys by which the ends of her numbers are found together with her year of birth. One query."""
    numbers = [document.number.open_for_work() for document in person.documents.only("number", "person")]
    return [key for number in numbers for key in tail_keys(number, person.birth_on.year)]
