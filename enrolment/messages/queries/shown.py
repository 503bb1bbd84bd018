"""What a person was told, as her page shows it: what, when, on which way, served from which day."""

import uuid
from dataclasses import dataclass
from datetime import date

from casework.mailings.models.mailing import Mailing
from casework.mailings.table import stage_words
from enrolment.messages.models import PersonMessage
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.rules.masks import masked

MOST = 30


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line: what was said, for which day, to whom where not to herself, and the message it went in, None for what was
    passed over."""

    what: object
    day: date
    to: str
    mailing: Mailing | None
    why: object


def told_to(person_id: uuid.UUID) -> list[Told]:
    """What a person, or who acts for her, was told or not, the newest first. Two queries."""
    rows = PersonMessage.objects.filter(person=person_id).select_related("mailing", "told_to").defer("mailing__content")
    lines = [
        Told(
            what=row.stage_label,
            day=row.day,
            to=masked(row.told_to.name) if row.told_to else "",
            mailing=row.mailing,
            why=row.get_skipped_display() if row.skipped else "",
        )
        for row in rows[:MOST]
    ]
    letters = Mailing.objects.filter(addressee_kind=PERSON, addressee_key=str(person_id), clock="").defer("content")
    more = [
        Told(what=stage_words("", row.stage), day=row.for_date, to="", mailing=row, why="")
        for row in letters.exclude(state="empty").order_by("-for_date", "pk")[:MOST]
    ]
    return sorted(lines + more, key=lambda line: line.day, reverse=True)[:MOST]
