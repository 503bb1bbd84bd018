"""Cases as the lines of a list: what the work-row component shows, without the kind of permit."""

import uuid
from collections.abc import Iterable

from django.urls import reverse

from casework.desk.queries.work import Row
from casework.engine.table import workflow_of
from casework.engine.words import words_for
from casework.staff.officer import Officer
from enrolment.applications.queries.second_reviews import second_reviews_open


def lines(rows: Iterable[Row], names: dict[uuid.UUID, str], by: Officer) -> list[dict]:
    """One line per case; `names` are the masked names by subject. One query, for who waits for a second reviewer.

    A center's own staff are not told on every line that the case came through their center. That a second reviewer is
    wanted lets the kind of permit be guessed, so only those are told who may know it."""
    rows = list(rows)
    verified = [row.case.pk for row in rows if row.case.state == "verified"]
    second = second_reviews_open(verified) if by.may("see_document_kind") else set()
    return [
        {
            "url": reverse(workflow_of(row.case.kind).url_name, args=[row.case.pk]),
            "reference": row.case.reference,
            "opened_at": row.case.opened_at,
            "kind": row.kind,
            "who": names.get(row.case.subject, "—"),
            "next": words_for(_next_verb(row, second)).act,
            "due_on": row.case.due_on,
            "days_left": row.days_left,
            "state_label": row.state_label,
            "shape": row.shape,
            "assigned": row.case.assigned_to,
            "center": row.case.through_center if row.case.through_center != by.office else None,
        }
        for row in rows
    ]


def _next_verb(row: Row, second: set[uuid.UUID]) -> str:
    return "review_second" if row.case.pk in second else row.next_verbs[0]
