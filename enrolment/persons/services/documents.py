"""The documents of people: recorded with their source, renewed, closed. One document, one person in the whole province."""

from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from casework.casefile.services.events import record
from casework.models import CaseFile
from casework.names.rules.folding import fold_latin, fold_name
from casework.staff.officer import Officer
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key, number_hash
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import Identity
from enrolment.persons.services.name_keys import write_name_keys


class NumberTaken(Exception):
    """The document belongs to somebody already; `document` is hers."""

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


def write_document(
    person: Person,
    identity: Identity,
    *,
    case: CaseFile | None = None,
    name_proof: str = "",
    by: Officer | None = None,
    renewed_abroad: bool = False,
) -> IdentityDocument:
    """Write the row of a document. Raises IntegrityError when it is somebody's, hers included."""
    document = document_row(person, identity, case=case)
    document.name_proof, document.renewed_abroad = name_proof, renewed_abroad
    document.recorded_by = by.user if by else None
    document.save(force_insert=True)
    return document


def document_row(person: Person, identity: Identity, *, case: CaseFile | None) -> IdentityDocument:
    """A document as the counter saw it, not written yet."""
    document = IdentityDocument(
        person=person,
        kind_id=identity.kind,
        issuer=identity.issuer,
        number_hash=number_hash(identity.number),
        name_on_document=identity.name,
        issued_on=identity.issued_on,
        expires_on=identity.expires_on,
        issue_count=identity.issue_count,
        case=case,
    )
    document.number = identity.number
    return document


def add_document(
    person: Person,
    identity: Identity,
    *,
    by: Officer,
    case: CaseFile | None = None,
    name_proof: str = "",
    renewed_abroad: bool = False,
) -> IdentityDocument:
    """Record a further document of a person, as the counter saw it. Raises NumberTaken when it is somebody's, hers included."""
    try:
        with transaction.atomic():
            document = write_document(
                person, identity, case=case, name_proof=name_proof, by=by, renewed_abroad=renewed_abroad
            )
    except IntegrityError:
        taken = document_by_key(identity.key)
        if taken is None:
            raise
        raise NumberTaken(taken) from None
    record("add_document", by=by, subject=person.pk, case=case, facts={"document": str(document.pk)})
    write_name_keys(person)
    return document


def close_document(document: IdentityDocument, *, by: Officer, case: CaseFile | None = None) -> None:
    """The document is no longer one of the person's current ones; its row stays."""
    IdentityDocument.objects.filter(pk=document.pk).update(superseded_at=Now())
    record("close_document", by=by, subject=document.person_id, case=case, facts={"document": str(document.pk)})


def bears_her_name(person: Person, name: str) -> bool:
    """Whether a name as printed is the one on file, in either script, or in the Latin letters on file."""
    latin = fold_latin(name)
    return fold_name(name) == fold_name(person.name) or bool(latin and latin == fold_latin(person.latin_name))


@transaction.atomic
def renew_or_add_document(
    person: Person,
    identity: Identity,
    *,
    by: Officer,
    name_proof: str = "",
    replaces: bool = False,
    renewed_abroad: bool = False,
) -> IdentityDocument:
    """Record a document shown at the counter: a further one, or the renewal of one with the same number.

    One that was renewed abroad waits for a second officer who keys it in again.
    The renewed document's row is superseded and stays; with `replaces` so is one of the same kind with another number.
    Raises NumberTaken when the document is somebody else's, NameDiffers when the name is not the one on file and no paper
    is named, SecondNumber when she holds the kind with another number, ValueError when nothing is new, PermissionDenied.
    """
    by.must("add_document")
    person = Person.objects.select_for_update().get(pk=person.pk)
    known = document_by_key(identity.key)
    if known and known.person_id != person.pk:
        raise NumberTaken(known)
    if known and (known.expires_on, known.issued_on) == (identity.expires_on, identity.issued_on):
        raise ValueError("nothing new")
    if not name_proof and not bears_her_name(person, identity.name):
        raise NameDiffers
    _close_others(person, identity, replaces=replaces, by=by)
    if known:
        IdentityDocument.objects.filter(pk=known.pk).update(superseded_at=Now())
    return add_document(person, identity, by=by, name_proof=name_proof, renewed_abroad=renewed_abroad)


def _close_others(person: Person, identity: Identity, *, replaces: bool, by: Officer) -> None:
    """One current document of a kind and issuer: another number ends the first, by choice, or is refused."""
    others = person.documents.filter(kind=identity.kind, issuer=identity.issuer, superseded_at=None).exclude(
        number_hash=number_hash(identity.number)
    )
    for document in others:
        if not replaces:
            raise SecondNumber(document)
        close_document(document, by=by)


@transaction.atomic
def verify_document(
    document: IdentityDocument, identity: Identity, *, by: Officer, case: CaseFile, on: date
) -> IdentityDocument:
    """A second officer has compared the document: it is verified as the case shows it. Where its dates or its name are not
    those on file it was renewed, and the earlier row is superseded and stays; where nothing was said of its dates, those on file
    stand. Returns the row that holds now."""
    if (identity.issued_on, identity.expires_on, identity.issue_count) == (None, None, None):
        identity = replace(
            identity,
            issued_on=document.issued_on,
            expires_on=document.expires_on,
            issue_count=document.issue_count,
        )
    shown = (identity.name, identity.issued_on, identity.expires_on, identity.issue_count)
    kept = (document.name_on_document, document.issued_on, document.expires_on, document.issue_count)
    if shown != kept and not (document.case_id == case.pk and document.verified_on is None):
        IdentityDocument.objects.filter(pk=document.pk).update(superseded_at=Now())
        document = write_document(document.person, identity, case=case)
    IdentityDocument.objects.filter(pk=document.pk).update(
        name_on_document=identity.name,
        issued_on=identity.issued_on,
        expires_on=identity.expires_on,
        issue_count=identity.issue_count,
        verified_on=on,
        verified_by=by.user,
    )
    document.refresh_from_db()
    return document
