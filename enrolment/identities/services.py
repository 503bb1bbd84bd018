"""Looking up a person anywhere in the province by the exact number of a document, with a reason."""

from datetime import date

from django.core import signing

from casework.casefile.services.events import record, record_look
from casework.look_ups.services import brake
from casework.staff.officer import Officer
from enrolment.documents.queries import documents_by_number
from enrolment.identities.queries import Glimpse, glimpse_of
from enrolment.persons.models.person import Person

_SALT = "enrolment.look_up_identity"
PASS_SECONDS = 900


def look_up_identity(normalised: str, *, by: Officer, reason: str, on: date) -> list[Glimpse]:
    """A glimpse of each person with a document of exactly this number: two documents of different kinds or issuers may bear
    the same one. Always leaves an event.

    Raises PermissionDenied, ValueError without a reason, Braked beyond what an hour allows.
    """
    by.must("look_up_identity")
    if not reason.strip():
        raise ValueError("a reason is needed")
    brake(by)
    found = {document.person_id: document for document in documents_by_number(normalised)}
    for person in found or [None]:
        record("look_up_identity", by=by, subject=person, facts={"found": bool(person)})
    record_look("look_up_identity", by=by, shown=list(found), reason=reason.strip()[:200])
    return [glimpse_of(document, on) for document in found.values()]


def pass_for(person: Person, by: Officer) -> str:
    """A signed note that this officer has just looked this person up; needed to open an act for her."""
    return signing.dumps([str(person.pk), by.user.pk], salt=_SALT)


def person_of_pass(note: str, by: Officer) -> Person | None:
    """The person of a note given to this officer in the last quarter of an hour, or None."""
    try:
        person_id, user_id = signing.loads(note[:400], salt=_SALT, max_age=PASS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if user_id != by.user.pk:
        return None
    return Person.objects.select_related("home_office").filter(pk=person_id).first()
