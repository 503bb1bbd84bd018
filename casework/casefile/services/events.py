"""Writing history: what was done and who looked. Always in the transaction of the thing itself."""

import uuid
from collections.abc import Iterable

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.event import Event
from casework.casefile.models.look import Look
from casework.requests.request_id import current_request_id
from casework.staff.officer import Officer


def record(
    verb: str,
    *,
    by: Officer | None,
    case: CaseFile | None = None,
    subject: uuid.UUID | None = None,
    from_state: str = "",
    to_state: str = "",
    facts: dict | None = None,
) -> Event:
    """Append one event."""
    made = event(verb, by=by, case=case, subject=subject, from_state=from_state, to_state=to_state, facts=facts)
    made.save(force_insert=True)
    return made


def record_all(events: Iterable[Event]) -> None:
    """Append some events in this order. One query for a thousand."""
    Event.objects.bulk_create(events, batch_size=1000)


def event(
    verb: str,
    *,
    by: Officer | None,
    case: CaseFile | None = None,
    subject: uuid.UUID | None = None,
    from_state: str = "",
    to_state: str = "",
    facts: dict | None = None,
) -> Event:
    """An event that is to be appended. `facts` hold codes, dates and masks only, never a sealed value."""
    return Event(
        verb=verb,
        case=case,
        subject=subject,
        actor=by.user if by else None,
        office=by.office if by else None,
        from_state=from_state,
        to_state=to_state,
        facts=facts or {},
        request_id=current_request_id(),
    )


def record_look(
    page: str, *, by: Officer, shown: list[uuid.UUID], case: CaseFile | None = None, reason: str = ""
) -> None:
    """Append one look: the page and the rows of personal data it shows. Nothing shown, nothing written."""
    if not shown:
        return
    Look.objects.create(
        page=page,
        actor=by.user,
        office=by.office,
        case=case,
        shown=shown,
        reason=reason,
        request_id=current_request_id(),
    )


def reveal(sealed, *, by: Officer, reason: str, case: CaseFile | None = None) -> str:
    """The plaintext of a sealed field, after the look and its reason are written. Raises PermissionDenied, ValueError."""
    by.must("reveal_field")
    if not reason.strip():
        raise ValueError("a reason is needed")
    record_look("reveal_field", by=by, shown=[sealed.row_id], case=case, reason=reason.strip()[:200])
    return sealed.open_for_work()
