"""Finding a person by a document: by the whole key, by a number alone, which may be that of several documents, or by the end of
a number and her year of birth."""

import unicodedata
import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation

from casework.sealing.cipher import search_hash
from casework.tables.models.bases import LANGUAGE_COLUMNS
from enrolment.documents.models import DocumentKind, IdentityDocument, NationalCode
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.documents.rules.holders import holders_of
from enrolment.documents.rules.identity_numbers import KINDS
from enrolment.documents.rules.identity_numbers.folding import MASK_DOTS, mask
from enrolment.documents.words import COMMON_NAMES, KIND_NAMES

NAMESPACE, TAIL_NAMESPACE = "identity_document", "identity_document_tail"
# No letter of a name: a name never begins like the key of a number.
TAIL_MARK = "#"
TAIL_KEY_LENGTH = 40
# The paper of checklists that is the document itself.
IDENTITY_SCAN = "identity_document"


def kinds_held_by(category: str) -> QuerySet[DocumentKind]:
    """The kinds of document that people of a category hold; one of them is held by those of two regions."""
    codes = [code for code in KINDS if category in holders_of(code)]
    return DocumentKind.objects.filter(Q(category=category) | Q(pk__in=codes))


def national_code(kind: str, holder: str, on: date) -> NationalCode | None:
    """The published code of the national platform for a kind, as held by people of a category, on a day. One query."""
    rows = NationalCode.objects.filter(
        kind=kind, holder__in=["", holder], starts_on__lte=on, published_at__isnull=False
    )
    return max(rows, key=lambda row: (bool(row.holder), row.starts_on), default=None)


def names_of_kinds() -> frozenset[str]:
    """How kinds of identity document are called, on record and commonly, as texts are compared with them. One query."""
    columns = [f"name_{code}" for code in LANGUAGE_COLUMNS]
    names = {name for row in DocumentKind.objects.values_list(*columns) for name in row}
    for language, _words in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(name) for kind, name in KIND_NAMES.items() if kind != "uscc"}
    return frozenset(_plain(name) for name in names | set(COMMON_NAMES) if name)


def names_a_kind(texts: Iterable[str], names: frozenset[str]) -> bool:
    """Whether one of some texts has one of those names in it. No query."""
    return any(name in text for text in map(_plain, texts) for name in names)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def number_hash(normalised: str) -> bytes:
    """The keyed hash by which a normalised number is found."""
    return search_hash(NAMESPACE, normalised)


def document_by_key(key: DocumentKey) -> IdentityDocument | None:
    """The current document of this kind, issuer and number, with its person and her office. One query."""
    rows = documents_by_number(key.number).filter(kind_id=key.kind, issuer=key.issuer)
    return rows.first()


def scans_still_holding(person_id: uuid.UUID, kept: list[Any], on: date) -> list[Any]:
    """Those of some verified scans (`scan`, `verified_at`) that still hold: of an identity document while what was verified is the
    person's current one and has not run out. One query, none without such a scan."""
    if not any(row.scan.item == IDENTITY_SCAN for row in kept):
        return kept
    documents = list(IdentityDocument.objects.filter(person=person_id))

    def holds(row: Any) -> bool:
        then = [one for one in documents if one.recorded_at <= row.verified_at]
        current = [one for one in then if one.superseded_at is None]
        # Which of several the scan shows nobody knows: one that ran out closes it.
        run_out = any(one.expires_on is not None and one.expires_on < on for one in current)
        replaced = [one for one in then if one.superseded_at is not None and one.superseded_at > row.verified_at]
        return bool(current) and not run_out and not replaced

    return [row for row in kept if row.scan.item != IDENTITY_SCAN or holds(row)]


def rows_with_key(key: DocumentKey) -> QuerySet[IdentityDocument]:
    """The rows of a document, superseded ones included: what it was on a day it still is the document of."""
    return IdentityDocument.objects.filter(
        kind_id=key.kind, issuer=key.issuer, number_hash=number_hash(key.number)
    ).order_by()


def documents_by_number(normalised: str) -> QuerySet[IdentityDocument]:
    """Every current document with this number, whatever its kind and issuer, with person and office."""
    rows = IdentityDocument.objects.filter(number_hash=number_hash(normalised), superseded_at=None)
    return rows.select_related("person__home_office", "kind").order_by("kind__order", "issuer", "pk")


def documents_by_keys(keys: Iterable[DocumentKey]) -> dict[DocumentKey, IdentityDocument]:
    """The same of many documents, with people and offices; those nobody holds are left out. One query."""
    wanted = {(key.kind, key.issuer, number_hash(key.number)): key for key in keys}
    hashes = {found for _kind, _issuer, found in wanted}
    rows = IdentityDocument.objects.filter(number_hash__in=hashes, superseded_at=None)
    found = {}
    for row in rows.select_related("person__home_office"):
        key = wanted.get((row.kind_id, row.issuer, bytes(row.number_hash)))
        if key:
            found[key] = row
    return found


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
