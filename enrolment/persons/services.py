"""Registering people and their documents. One document belongs to one person in the whole province."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from casework.casefile.services.events import record
from casework.models import Office
from casework.staff.officer import Officer
from enrolment.documents.models import DocumentKind, IdentityDocument
from enrolment.documents.queries import document_by_number, number_hash
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.queries.names import names_of, tails_of
from enrolment.persons.rules.folding import fold_latin, fold_name
from enrolment.persons.rules.name_keys import name_keys


class NumberTaken(Exception):
    """The number belongs to somebody already; `document` is hers."""

    def __init__(self, document: IdentityDocument):
        super().__init__("number taken")
        self.document = document


class NameDiffers(Exception):
    """The document bears another name than the file, and no paper is named that shows why."""


class SecondNumber(Exception):
    """The person holds a current document of this kind with another number; `document` is that one."""

    def __init__(self, document: IdentityDocument):
        super().__init__("second number")
        self.document = document


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What the counter typed from a document. `number` is normalised already."""

    kind: str
    number: str
    name: str
    latin_name: str
    sex: str
    birth_on: date
    issued_on: date | None = None
    expires_on: date | None = None
    # Printed after a travel permit's lifelong number.
    issue_count: int | None = None
    language: str = "zh-hant"
    telephone: str = ""
    address: str = ""


def register_person(identity: Identity, *, home: Office, by: Officer, on: date) -> IdentityDocument:
    """Create a person with her first document. Raises NumberTaken when the number is somebody's."""
    person = Person(
        category=DocumentKind.objects.get(pk=identity.kind).category,
        home_office=home,
        registered_on=on,
        name=identity.name,
        latin_name=identity.latin_name,
        sex=identity.sex,
        birth_on=identity.birth_on,
        language=identity.language,
    )
    person.telephone, person.address = identity.telephone, identity.address
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            document = _new_document(person, identity)
    except IntegrityError:
        taken = document_by_number(identity.number, identity.kind)
        if taken is None:
            raise
        raise NumberTaken(taken) from None
    write_name_keys(person)
    record("register_person", by=by, subject=person.pk, facts={"document": str(document.pk)})
    return document


def _new_document(person: Person, identity: Identity, name_proof: str = "") -> IdentityDocument:
    document = IdentityDocument(
        person=person,
        kind_id=identity.kind,
        number_hash=number_hash(identity.number),
        name_on_document=identity.name,
        name_proof=name_proof,
        issued_on=identity.issued_on,
        expires_on=identity.expires_on,
        issue_count=identity.issue_count,
    )
    document.number = identity.number
    document.save(force_insert=True)
    return document


def add_document(person: Person, identity: Identity, *, by: Officer, name_proof: str = "") -> IdentityDocument:
    """Record a further document of a person. Raises NumberTaken when the number is somebody's, hers included."""
    try:
        with transaction.atomic():
            document = _new_document(person, identity, name_proof)
    except IntegrityError:
        taken = document_by_number(identity.number, identity.kind)
        if taken is None:
            raise
        raise NumberTaken(taken) from None
    write_name_keys(person)
    record("add_document", by=by, subject=person.pk, facts={"document": str(document.pk)})
    return document


def bears_her_name(person: Person, name: str) -> bool:
    """Whether a name as printed is the one on file, in either script, or in the Latin letters on file."""
    return fold_name(name) == fold_name(person.name) or bool(fold_latin(name) and fold_latin(name) == _latin_of(person))


def _latin_of(person: Person) -> str:
    return fold_latin(person.latin_name)


@transaction.atomic
def renew_or_add_document(
    person: Person, identity: Identity, *, by: Officer, name_proof: str = "", replaces: bool = False
) -> IdentityDocument:
    """Record a document shown at the counter: a further one, or the renewal of one with the same number.

    The renewed document's row is superseded and stays; with `replaces` so is one of the same kind with another number.
    Raises NumberTaken when the number is somebody else's, NameDiffers when the name is not the one on file and no paper
    is named, SecondNumber when she holds the kind with another number, ValueError when nothing is new, PermissionDenied.
    """
    by.must("add_document")
    person = Person.objects.select_for_update().get(pk=person.pk)
    known = document_by_number(identity.number, identity.kind)
    if known and known.person_id != person.pk:
        raise NumberTaken(known)
    if known and (known.expires_on, known.issued_on) == (identity.expires_on, identity.issued_on):
        raise ValueError("nothing new")
    if not name_proof and not bears_her_name(person, identity.name):
        raise NameDiffers
    _close_others(person, identity, replaces=replaces, by=by)
    if known:
        IdentityDocument.objects.filter(pk=known.pk).update(superseded_at=Now())
    return add_document(person, identity, by=by, name_proof=name_proof)


def _close_others(person: Person, identity: Identity, *, replaces: bool, by: Officer) -> None:
    """One current document of a kind: another number ends the first, by choice, or is refused."""
    others = person.documents.filter(kind=identity.kind, superseded_at=None).exclude(
        number_hash=number_hash(identity.number)
    )
    for document in others:
        if not replaces:
            raise SecondNumber(document)
        IdentityDocument.objects.filter(pk=document.pk).update(superseded_at=Now())
        record("close_document", by=by, subject=person.pk, facts={"document": str(document.pk)})


def correct_person(document: IdentityDocument, identity: Identity, *, by: Officer) -> IdentityDocument:
    """Correct what was typed of a person whose papers came back. A changed number supersedes the document.

    Raises NumberTaken when the corrected number is somebody else's.
    """
    person = document.person
    changed = [
        field
        for field in ("name", "latin_name", "sex", "birth_on", "language")
        if getattr(person, field) != getattr(identity, field)
    ]
    for field in changed:
        setattr(person, field, getattr(identity, field))
    person.telephone, person.address = identity.telephone, identity.address
    person.save()
    if bytes(document.number_hash) != number_hash(identity.number) or document.kind_id != identity.kind:
        fresh = add_document(person, identity, by=by)
        IdentityDocument.objects.filter(pk=document.pk).update(superseded_at=Now())
        document = fresh
        changed.append("document")
    else:
        IdentityDocument.objects.filter(pk=document.pk).update(
            name_on_document=identity.name,
            issued_on=identity.issued_on,
            expires_on=identity.expires_on,
            issue_count=identity.issue_count,
        )
    write_name_keys(person)
    if changed:
        record("correct_person", by=by, subject=person.pk, facts={"fields": sorted(changed)})
    return document


def write_name_keys(person: Person) -> None:
    """Bring the search keys in line with the person's names, documents, year of birth and office. Four queries."""
    wanted = name_keys(*names_of(person)) | {(PersonNameKey.Kind.TAIL, key) for key in tails_of(person)}
    PersonNameKey.objects.filter(person=person).delete()
    PersonNameKey.objects.bulk_create(
        PersonNameKey(person=person, office_id=person.home_office_id, kind=kind, key=key) for kind, key in wanted
    )
