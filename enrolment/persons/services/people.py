"""Registering people. One document belongs to one person in the whole province."""

from datetime import date

from django.db import IntegrityError, transaction

from casework.casefile.services.events import record
from casework.models import CaseFile, Office
from casework.staff.officer import Officer
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.holders import holder_of
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import PROVEN, SAID, Identity
from enrolment.persons.services.documents import NumberTaken, write_document
from enrolment.persons.services.facts import write_facts


def register_person(
    identity: Identity, *, home: Office, by: Officer, on: date, case: CaseFile | None = None
) -> IdentityDocument:
    """Create a person with her first document, both claimed in a case and verified by nobody yet.

    Raises NumberTaken when the document is somebody's.
    """
    values = {field: getattr(identity, field) for field in PROVEN + SAID}
    person = Person(
        category=identity.category or holder_of(identity.kind, identity.number),
        home_office=home,
        registered_on=on,
        **{field: values[field] for field in PROVEN},
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            document = write_document(person, identity, case=case)
    except IntegrityError:
        taken = document_by_key(identity.key)
        if taken is None:
            raise
        raise NumberTaken(taken) from None
    write_facts(person, values, by=by, case=case, document=document)
    record("register_person", by=by, subject=person.pk, facts={"document": str(document.pk)})
    return document
