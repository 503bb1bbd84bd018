"""Finding a person by the exact number of a document, or by its end and her year of birth."""

from collections.abc import Collection

from casework.sealing.cipher import search_hash
from enrolment.documents.models import IdentityDocument
from enrolment.documents.rules.identity_numbers.folding import MASK_DOTS, mask

NAMESPACE, TAIL_NAMESPACE = "identity_document", "identity_document_tail"
# No letter of a name: a name never begins like the key of a number.
TAIL_MARK = "#"
TAIL_KEY_LENGTH = 40


def number_hash(normalised: str) -> bytes:
    """The keyed hash by which a normalised number is found."""
    return search_hash(NAMESPACE, normalised)


def document_by_number(normalised: str, kind: str | None = None) -> IdentityDocument | None:
    """The current document with this number, with its person and her office; None when nobody holds it."""
    rows = IdentityDocument.objects.filter(number_hash=number_hash(normalised), superseded_at=None)
    if kind:
        rows = rows.filter(kind_id=kind)
    return rows.select_related("person__home_office", "kind").first()


def documents_by_numbers(numbers: Collection[str]) -> list[IdentityDocument]:
    """The documents with one of these numbers: the current ones, or where there are none the replaced ones. One query."""
    hashes = [number_hash(number) for number in numbers]
    rows = list(IdentityDocument.objects.filter(number_hash__in=hashes).order_by("recorded_at"))
    return [row for row in rows if row.superseded_at is None] or rows


def tail_key(tail: str, year: int) -> str:
    """The key of the shown end of a number together with a year of birth: a keyed hash, neither can be read from it."""
    return TAIL_MARK + search_hash(TAIL_NAMESPACE, f"{tail}\x00{year}").hex()[:TAIL_KEY_LENGTH]


def tail_keys(number: str, year: int) -> list[str]:
    """The key of a number's end as pages show it; none for a number whose end is never shown."""
    tail = mask(number).removeprefix(MASK_DOTS)
    return [tail_key(tail, year)] if tail else []
