"""Notes on a case, for colleagues."""

import uuid

from django.db import transaction

from casework.casefile.models.note import Note
from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.staff.officer import Officer

LONGEST = 2000


@transaction.atomic
def write_note(case_id: uuid.UUID, text: str, *, by: Officer) -> Note:
    """Add a note. Raises ValueError when empty or over 2,000 characters, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case_id, by)
    by.must("write_note")
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise ValueError("length")
    note = Note(case=case, author=by.user)
    note.text = text
    note.save(force_insert=True)
    record("write_note", by=by, case=case, subject=case.subject, facts={"note": str(note.pk)})
    return note
