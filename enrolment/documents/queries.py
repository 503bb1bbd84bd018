"""Finding a person by a document: by the whole key, or by a number alone, which may be that of several documents."""

from django.db.models import QuerySet

from casework.sealing.cipher import search_hash
from enrolment.documents.models import IdentityDocument
from enrolment.documents.rules.document_key import DocumentKey

NAMESPACE = "identity_document"


def number_hash(normalised: str) -> bytes:
    """The keyed hash by which a normalised number is found."""
    return search_hash(NAMESPACE, normalised)


def document_by_key(key: DocumentKey) -> IdentityDocument | None:
    """The current document of this kind, issuer and number, with its person and her office. One query."""
    rows = documents_by_number(key.number).filter(kind_id=key.kind, issuer=key.issuer)
    return rows.first()


def rows_with_key(key: DocumentKey) -> QuerySet[IdentityDocument]:
    """The rows of a document, superseded ones included: what it was on a day it still is the document of."""
    return IdentityDocument.objects.filter(
        kind_id=key.kind, issuer=key.issuer, number_hash=number_hash(key.number)
    ).order_by()


def documents_by_number(normalised: str) -> QuerySet[IdentityDocument]:
    """Every current document with this number, whatever its kind and issuer, with person and office."""
    rows = IdentityDocument.objects.filter(number_hash=number_hash(normalised), superseded_at=None)
    return rows.select_related("person__home_office", "kind").order_by("kind__order", "issuer", "pk")
