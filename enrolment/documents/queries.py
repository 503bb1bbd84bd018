"""Finding a person by the exact number of a document."""

from casework.sealing.cipher import search_hash
from enrolment.documents.models import IdentityDocument

NAMESPACE = "identity_document"


def number_hash(normalised: str) -> bytes:
    """The keyed hash by which a normalised number is found."""
    return search_hash(NAMESPACE, normalised)


def document_by_number(normalised: str, kind: str | None = None) -> IdentityDocument | None:
    """The current document with this number, with its person and her office; None when nobody holds it."""
    rows = IdentityDocument.objects.filter(number_hash=number_hash(normalised), superseded_at=None)
    if kind:
        rows = rows.filter(kind_id=kind)
    return rows.select_related("person__home_office", "kind").first()
