"""Cases as the lines of a list: what the work-row component shows, without the kind of permit."""

import uuid
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.desk.queries.waiting import turn_of
from casework.desk.queries.work import Row
from casework.engine.table import workflow_of
from casework.engine.words import words_for
from casework.staff.officer import Officer
from casework.templatetags.shown import left_shape, time_left_words
from enrolment.applications.queries.second_reviews import second_reviews_open

# Whose turn it is, for a center that follows its cases.
TURNS = {
    "ours": gettext_lazy("our turn"),
    "office": gettext_lazy("the office's turn"),
    "client": gettext_lazy("the client's turn"),
    "employer": gettext_lazy("the employer's turn"),
}


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
            "next": words_for(verb).act if (verb := _next_verb(row, second)) else "—",
            "due_on": row.case.due_on,
            "left": time_left_words(row),
            "clock_shape": left_shape(row),
            "turn": TURNS.get(turn_of(row.case, by), "") if by.scope("see_case") == "center" else "",
            **_waiting(row, by),
            "state_label": row.state_label,
            "shape": row.shape,
            "assigned": row.case.assigned_to,
            "center": row.case.through_center if row.case.through_center != by.office else None,
        }
        for row in rows
    ]


def _waiting(row: Row, by: Officer) -> dict:
    """How long a case without a time limit has waited, and when to ask again; nothing for one with a limit or at its end."""
    if row.waited is None or row.ask_on is None:
        return {}
    day = {"day": row.ask_on.isoformat()}
    late = row.ask_on <= by.on
    return {
        "waited": row.waited,
        "waited_words": ngettext("waits for %(days)d day", "waits for %(days)d days", row.waited)
        % {"days": row.waited},
        "ask_words": (_("ask again since %(day)s") if late else _("ask again on %(day)s")) % day,
        "ask_shape": "soon" if late else "waiting",
    }


def _next_verb(row: Row, second: set[uuid.UUID]) -> str:
    if row.case.pk in second:
        return "review_second"
    return row.next_verbs[0] if row.next_verbs else ""
