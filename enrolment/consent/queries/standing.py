"""What was said about consents, and whether one stands."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from enrolment.consent.models.notice import NoticeGiven
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.rules.purposes import CONSENT, LAW, Purpose, purposes


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One consent as it stands: the purpose of today, the receiver where there is one, what was said last (None: nothing)."""

    purpose: Purpose
    receiver: str = ""
    last: ConsentStatement | None = None

    @property
    def stands(self) -> bool:
        """Whether it is given. Unknown and missing are no consent."""
        return self.last is not None and self.purpose.stands(self.last.says, self.last.said_on)

    @property
    def asked_anew(self) -> bool:
        """Whether it was given to a purpose that has changed since."""
        return self.last is not None and self.purpose.asked_anew(self.last.says, self.last.said_on)


def newest_statements(person_id: uuid.UUID) -> QuerySet[ConsentStatement]:
    """What was said last of each purpose and receiver."""
    rows = ConsentStatement.objects.filter(person=person_id)
    return rows.order_by("purpose", "receiver", "-recorded_at", "-pk").distinct("purpose", "receiver")


def by_law(on: date) -> list[Purpose]:
    """The purposes nobody is asked for. No query."""
    return [purpose for purpose in purposes(on).values() if purpose.basis == LAW]


def by_consent(on: date) -> dict[str, Purpose]:
    """The purposes that rest on consent, by code. No query."""
    return {code: purpose for code, purpose in purposes(on).items() if purpose.basis == CONSENT}


def consents_of(person_id: uuid.UUID, on: date) -> list[Consent]:
    """Every consent of a person in the order of the purposes, those never asked for too; of named receivers one line each. One
    query."""
    rows = newest_statements(person_id).select_related("recorded_by", "representative", "text")
    said: dict[str, list[ConsentStatement | None]] = {}
    for row in rows:
        said.setdefault(row.purpose, []).append(row)
    return [
        Consent(purpose=purpose, receiver=last.receiver if last else "", last=last)
        for code, purpose in by_consent(on).items()
        for last in (said.get(code) or [None])
    ]


def consents_to(person_id: uuid.UUID, purpose: str, on: date, receiver: str = "") -> bool:
    """Whether a consent stands on a day. One query. Raises KeyError for a purpose that rests on no consent."""
    described = by_consent(on)[purpose]
    last = newest_statements(person_id).filter(purpose=purpose, receiver=receiver).first()
    return Consent(purpose=described, last=last).stands


def notices_of(person_id: uuid.UUID) -> list[NoticeGiven]:
    """The notices a person was given, newest first. One query."""
    rows = NoticeGiven.objects.filter(person=person_id).select_related("text", "recorded_by", "representative", "case")
    return list(rows.order_by("-recorded_at")[:30])


def was_told(person_id: uuid.UUID) -> bool:
    """Whether any notice is on record for a person. One query."""
    return NoticeGiven.objects.filter(person=person_id).exists()
