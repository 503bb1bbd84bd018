"""Names of people: masked for lists; all that somebody is found by."""

import uuid
from collections.abc import Iterable

from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import tail_keys
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts


def masked_names(subjects: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The masked name of each person. One query, none without keys."""
    keys = {key for key in subjects if key}
    if not keys:
        return {}
    return {person.pk: person.masked_name for person in Person.objects.filter(pk__in=keys).only("name")}


def names_of(person: Person) -> list[str]:
    """Every name a person is found by: of her facts, former ones included, in Latin letters too, of each of her documents, the
    replaced ones included, and all of these of a file merged into hers. Three queries."""
    hers = [person.pk, *person.merged_from.values_list("pk", flat=True)]
    facts = PersonFacts.objects.filter(person__in=hers).order_by("number").values_list("name", "latin_name")
    printed = IdentityDocument.objects.filter(person__in=hers).order_by("recorded_at")
    names = [name for pair in facts for name in pair]
    # A person written before there were facts of her, as a bench writes them, has at least her columns.
    names += [person.name, person.latin_name, *printed.values_list("name_on_document", flat=True)]
    return list(dict.fromkeys(name for name in names if name))


def names_at_first(person: Person, document: IdentityDocument) -> list[str]:
    """The same of somebody who was registered just now with her first document. No query."""
    names = (person.name, person.latin_name, document.name_on_document)
    return list(dict.fromkeys(name for name in names if name))


def tails_of(person: Person) -> list[str]:
    """The keys by which the ends of her numbers are found together with her year of birth. One query."""
    numbers = [document.number.open_for_work() for document in person.documents.only("number", "person")]
    return [key for number in numbers for key in tail_keys(number, person.birth_on.year)]
