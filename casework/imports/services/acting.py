"""Who an import is worked through as, long after she pressed the button; and what history says of it."""

from datetime import date

from casework.imports.models import Import
from casework.imports.queries import about_of
from casework.imports.table import About
from casework.staff.officer import Officer
from casework.staff.queries import current_appointments


def officer_of(sent: Import, on: date) -> Officer | None:
    """Who confirmed it (or sent it, before that), under the appointment she did it with, if that still gives her the rights."""
    user = sent.confirmed_by or sent.uploaded_by
    rows = current_appointments(user, on) if user.is_active else []
    appointment = next((row for row in rows if row.pk == sent.appointment_id), None)
    officer = Officer(user, appointment, on) if appointment else None
    return officer if officer and all(officer.may(verb) for verb in sent.described.rights) else None


def facts_of(sent: Import, about: About | None = None) -> dict:
    """What history says of an import: keys and counts. `about`, if it is at hand, saves the query for what it belongs to."""
    kind, about = sent.described, about or about_of(sent)
    facts = {kind.fact: str(sent.pk), "kind": sent.kind, "rows": sent.rows_total}
    if kind.belongs and about is not None:
        facts |= kind.belongs.facts(about)
    return facts | {"bad": sent.rows_bad, "known": sent.rows_known}
