"""A document renewed where nobody here saw it made is keyed in by two officers; only what both typed alike is verified."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person

OWN = _("You keyed this document in yourself. A colleague has to do it again.")
DONE = _("This document needs no second officer.")
DIFFERS = _("The first officer typed this otherwise. Compare both with the document; who typed it wrong corrects it.")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the second officer read from the document. `number` is normalised."""

    number: str
    name: str
    issued_on: date | None
    expires_on: date | None


def waits_for_second(document: IdentityDocument) -> bool:
    """Whether a document renewed abroad has still to be keyed in again."""
    return document.renewed_abroad and document.verified_on is None and document.superseded_at is None


@transaction.atomic
def rekey_document(document_id: uuid.UUID, typed: Typed, *, by: Officer, on: date) -> IdentityDocument:
    """Verify a document renewed abroad by a second reading. What differs is named field by field and nothing is changed.

    Raises Blocked, PermissionDenied, IdentityDocument.DoesNotExist for one out of her area.
    """
    by.must("rekey_document")
    document = IdentityDocument.objects.select_for_update(of=("self",)).get(
        pk=document_id, person__in=Person.objects.visible_to(by)
    )
    if not waits_for_second(document):
        raise Blocked(Reason("nothing_to_key", DONE))
    if document.recorded_by_id == by.user.pk:
        raise Blocked(Reason("own_document", OWN))
    kept = Typed(
        number=document.number.open_for_work(),
        name=document.name_on_document,
        issued_on=document.issued_on,
        expires_on=document.expires_on,
    )
    differing = [
        field
        for field in ("number", "name", "issued_on", "expires_on")
        if getattr(typed, field) != getattr(kept, field)
    ]
    if differing:
        raise Blocked(*(Reason("differs_from_first", DIFFERS, field) for field in differing))
    document.verified_on, document.verified_by = on, by.user
    document.save(update_fields=["verified_on", "verified_by"])
    record("rekey_document", by=by, subject=document.person_id, facts={"document": str(document.pk)})
    return document
