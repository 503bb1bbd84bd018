"""Cover is never changed: a period is reversed, and written anew where it stands after all."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.db.models.functions import Now

from casework.models import Office
from enrolment.coverage.models import Enrolment
from enrolment.persons.models.person import Person

MERGED, STRUCK = "merged", "struck"


class ChangedSince(Exception):
    """What an act wrote does not stand any more: something else has changed it since."""


def post_again(enrolment: Enrolment, person: Person | None) -> Enrolment | None:
    """Reverse a period and write it anew for a person, with the office and application it came of; without a person it is
    reversed only. Returns the new row. Raises IntegrityError when she is covered in that period already."""
    reason = STRUCK if person is None else MERGED
    Enrolment.objects.filter(pk=enrolment.pk, superseded_at=None).update(superseded_at=Now(), superseded_reason=reason)
    if person is None:
        return None
    return Enrolment.objects.create(
        person=person,
        scheme=enrolment.scheme,
        office=enrolment.office,
        application=enrolment.application,
        starts_on=enrolment.starts_on,
        ends_on=enrolment.ends_on,
    )


def end_after(person: Person, last_day: date, reason: str) -> list[Enrolment]:
    """No enrolment of a person stands beyond a day: those that would are superseded, and written anew up to it. Returns what is
    written anew. Two queries and two for each."""
    standing = Enrolment.objects.select_for_update().filter(person=person, superseded_at=None)
    beyond = list(standing.filter(Q(ends_on=None) | Q(ends_on__gt=last_day)).order_by("starts_on"))
    written = []
    for row in beyond:
        Enrolment.objects.filter(pk=row.pk).update(superseded_at=Now(), superseded_reason=reason)
        if row.starts_on <= last_day:
            written.append(_until(row, last_day))
    return written


def _until(row: Enrolment, last_day: date) -> Enrolment:
    return Enrolment.objects.create(
        person_id=row.person_id,
        scheme=row.scheme,
        office_id=row.office_id,
        application_id=row.application_id,
        starts_on=row.starts_on,
        ends_on=last_day,
    )


def begin(person: Person, scheme: str, office: Office, starts_on: date) -> Enrolment:
    """Enrol a person from a day on, where a change and no application says so. Raises IntegrityError when she is enrolled then."""
    return Enrolment.objects.create(person=person, scheme=scheme, office=office, starts_on=starts_on)


def put_back(
    person: Person, *, ended: Collection[uuid.UUID], written: Collection[uuid.UUID], reason: str
) -> list[Enrolment]:
    """Undo what an act did to the enrolments of a person: what it wrote is superseded, what it ended is written anew as it was.
    Returns what is written anew. Raises ChangedSince, IntegrityError when she is enrolled in that time otherwise."""
    standing = Enrolment.objects.select_for_update().filter(person=person, superseded_at=None, pk__in=written)
    if standing.count() != len(written):
        raise ChangedSince
    standing.update(superseded_at=Now(), superseded_reason=reason)
    rows = Enrolment.objects.filter(person=person, pk__in=ended).order_by("starts_on")
    return [
        Enrolment.objects.create(
            person_id=row.person_id,
            scheme=row.scheme,
            office_id=row.office_id,
            application_id=row.application_id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]
