"""Naming who stands at the counter of a service center or a community desk: by the exact number of a document, for a claim only."""

import uuid

from casework.casefile.services.events import record, record_look
from casework.look_ups.services import brake
from casework.staff.officer import Officer
from claims.reimbursements.queries.door import NAMED_BY, NAMED_FOR, of_her_county
from enrolment.documents.queries import documents_by_number
from enrolment.persons.models.person import Person


def name_claimant(normalised: str, *, by: Officer) -> list[Person]:
    """Those with a document of exactly this number whose file is at the office this counter stands under; a file of another office
    is not found, as one that never was. Always leaves an event, which opens the claim to this officer for a quarter of an hour.

    Raises PermissionDenied, Braked beyond what an hour allows.
    """
    by.must("name_claimant")
    brake(by)
    held = documents_by_number(normalised).values("person")
    found = list(of_her_county(by).filter(pk__in=held, merged_into=None).select_related("home_office"))
    keys = [person.pk for person in found]
    named: list[uuid.UUID | None] = [*keys] or [None]
    for key in named:
        record(NAMED_BY, by=by, subject=key, facts={"page": NAMED_FOR, "found": key is not None})
    record_look("name_claimant", by=by, shown=keys)
    return found
