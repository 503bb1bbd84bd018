"""Who may be the same human as somebody: born on the same day, of the same sex, with a name that may be hers."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from enrolment.documents.models import IdentityDocument
from enrolment.duplicates.rules.same_human import Name, agreeing, forms_of, may_be_one
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts


@dataclass(frozen=True)
class Candidate:
    """A person who may be the one asked about, and what agrees."""

    person: Person
    basis: list[str]


def candidates(names: Iterable[Name], birth_on: date, sex: str, *, but: Collection[uuid.UUID] = ()) -> list[Candidate]:
    """Everybody in the province who may be a human of these names, day and sex. Three queries."""
    born = Person.objects.filter(birth_on=birth_on, sex=sex, merged_into=None).exclude(pk__in=but)
    people = list(born.select_related("home_office").order_by("registered_on", "pk"))
    if not people:
        return []
    known, names = names_by_person([person.pk for person in people]), list(names)
    found = [Candidate(person, may_be_one(names, known[person.pk])) for person in people]
    return [candidate for candidate in found if candidate.basis]


def candidates_of(people: Sequence[Person]) -> list[list[Candidate]]:
    """For each of some people on record, everybody else in the province who may be the same human; of two of these people the
    one that comes later is asked about the earlier one. Three queries whatever their number."""
    if not people:
        return []
    days, place = {(each.birth_on, each.sex) for each in people}, {each.pk: at for at, each in enumerate(people)}
    born = Person.objects.filter(birth_on__in={day for day, _sex in days}, merged_into=None)
    by_day: dict[tuple[date, str], list[Person]] = defaultdict(list)
    for each in born.select_related("home_office").order_by("registered_on", "pk"):
        if (each.birth_on, each.sex) in days:
            by_day[each.birth_on, each.sex].append(each)
    # Nobody has a namesake who was born alone.
    shared = [each for group in by_day.values() if len(group) > 1 for each in group]
    forms = {key: forms_of(names) for key, names in names_by_person([each.pk for each in shared]).items()}
    found = []
    for at, person in enumerate(people):
        others = [each for each in by_day[person.birth_on, person.sex] if place.get(each.pk, -1) < at]
        agreed = [(each, agreeing(forms[person.pk], forms[each.pk])) for each in others if each.pk != person.pk]
        found.append([Candidate(each, basis) for each, basis in agreed if basis])
    return found


def names_by_person(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, set[Name]]:
    """Every name each person is or was known by: of her facts, those of files merged into hers included, and of her documents.
    Two queries."""
    found: dict[uuid.UUID, set[Name]] = defaultdict(set)
    hers = Q(person__in=keys) | Q(person__merged_into__in=keys)
    facts = PersonFacts.objects.filter(hers).values_list("person", "person__merged_into", "name", "latin_name")
    for person, goes_on_as, name, latin in facts:
        found[goes_on_as or person].add((name, latin))
    printed = IdentityDocument.objects.filter(person__in=keys).values_list("person", "name_on_document")
    for person, name in printed:
        found[person].add((name, ""))
    return found
