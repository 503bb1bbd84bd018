"""Cases as the lines of a list: what the work-row component shows, without the kind of permit."""

import uuid
from collections.abc import Iterable

from django.urls import reverse

from casework.queries.work import Row
from casework.workflows.table import workflow_of
from casework.workflows.words import words_for


def lines(rows: Iterable[Row], names: dict[uuid.UUID, str]) -> list[dict]:
    """One line per case; `names` are the masked names by subject."""
    return [
        {
            "url": reverse(workflow_of(row.case.kind).url_name, args=[row.case.pk]),
            "reference": row.case.reference,
            "opened_at": row.case.opened_at,
            "kind": row.kind,
            "who": names.get(row.case.subject, "—"),
            "next": words_for(row.next_verbs[0]).act if row.next_verbs else "",
            "due_on": row.case.due_on,
            "days_left": row.days_left,
            "state_label": row.state_label,
            "shape": row.shape,
            "assigned": row.case.assigned_to,
            "center": row.case.through_center,
        }
        for row in rows
    ]
