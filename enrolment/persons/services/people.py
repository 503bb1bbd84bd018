"""Registering people. One document belongs to one person in the whole province."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from casework.casefile.services.events import event, record_all
from casework.models import CaseFile, Office
from casework.staff.officer import Officer
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.holders import holder_of
from enrolment.persons.models.person import Person
from enrolment.persons.models.person_facts import PersonFacts
from enrolment.persons.queries.identity import PROVEN, SAID, Identity
from enrolment.persons.services.documents import NumberTaken, document_row
from enrolment.persons.services.facts import first_facts
from enrolment.persons.services.name_keys import write_first_name_keys


@dataclass(frozen=True)
class Newcomer:
    """Somebody who shows her document for the first time, and the case she shows it in."""

    identity: Identity
    case: CaseFile | None = None


def register_person(
    identity: Identity, *, home: Office, by: Officer, on: date, case: CaseFile | None = None
) -> IdentityDocument:
    """Create a person with her first document, both claimed in a case and verified by nobody yet.

    Raises NumberTaken when the document is somebody's.
    """
    try:
        with transaction.atomic():
            return register_people([Newcomer(identity, case)], home=home, by=by, on=on)[0]
    except IntegrityError:
        taken = document_by_key(identity.key)
        if taken is None:
            raise
        raise NumberTaken(taken) from None


@transaction.atomic
def register_people(newcomers: Sequence[Newcomer], *, home: Office, by: Officer, on: date) -> list[IdentityDocument]:
    """The same of some people at once: their documents in the order given. Raises IntegrityError when one of the documents is
    somebody's. Four queries besides those of the names, however many they are."""
    documents = [
        document_row(_person_row(each.identity, home, on), each.identity, case=each.case) for each in newcomers
    ]
    Person.objects.bulk_create([document.person for document in documents])
    # In one order, whoever writes them: two lots never wait for each other's documents crosswise.
    IdentityDocument.objects.bulk_create(sorted(documents, key=lambda each: bytes(each.number_hash)))
    PersonFacts.objects.bulk_create(first_facts(document, by=by) for document in documents)
    write_first_name_keys((document.person, document) for document in documents)
    record_all(
        event("register_person", by=by, subject=document.person_id, facts={"document": str(document.pk)})
        for document in documents
    )
    return documents


def _person_row(identity: Identity, home: Office, on: date) -> Person:
    """Somebody as she is registered, not written yet."""
    person = Person(
        category=identity.category or holder_of(identity.kind, identity.number), home_office=home, registered_on=on
    )
    for field in PROVEN + SAID:
        setattr(person, field, getattr(identity, field))
    return person
