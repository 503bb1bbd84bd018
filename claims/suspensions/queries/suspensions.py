"""Suspensions of networked settlement on record: whose care of a day is paid in full first and claimed by hand."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from casework.models import CaseFile
from casework.tables.queries.composed import Row
from claims.suspensions.models import NetworkSuspension
from claims.suspensions.states import COUNTS
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import files_of_all, in_her_files

OF_SUSPENSION = ("case_id", "case__reference", "order_number", "starts_on", "ends_on")


@dataclass(frozen=True, kw_only=True)
class Suspended:
    """A suspension that holds: which order, from when to when."""

    case_id: uuid.UUID
    reference: str
    order_number: str
    starts_on: date
    ends_on: date


def suspended_within(files: Collection[uuid.UUID], first: date, last: date) -> Mapping[uuid.UUID, list[Suspended]]:
    """The suspensions that hold on any day of some days, by the file (a key) each was ordered under. One query."""
    rows = NetworkSuspension.objects.filter(
        person__in=list(files), state__in=COUNTS, starts_on__lte=last, ends_on__gte=first
    )
    found: dict[uuid.UUID, list[Suspended]] = {}
    for row in rows.values("person_id", *OF_SUSPENSION):
        found.setdefault(row["person_id"], []).append(told(row))
    return found


def suspended_on(people: Collection[uuid.UUID], day: date) -> Mapping[uuid.UUID, Suspended]:
    """Of these people (keys of their files) those whose networked settlement is suspended on a day, under whichever of their files
    it was ordered. What is settled over the network for them that day goes to the manual path. As many queries for many as for one:
    two, and one more for each merge of a merged file."""
    whose = files_of_all(list(people))
    return {whose[key]: rows[0] for key, rows in suspended_within(whose, day, day).items()}


def suspensions_asked(person: Person | uuid.UUID) -> QuerySet:
    """Those of one human that hold or held, to be read with other questions."""
    rows = NetworkSuspension.objects.filter(person__in=in_her_files(person), state__in=COUNTS)
    return rows.order_by("starts_on").values(*OF_SUSPENSION)


def told(row: Row) -> Suspended:
    """A row of the above."""
    return Suspended(
        case_id=uuid.UUID(str(row["case_id"])),
        reference=row["case__reference"] or "",
        order_number=row["order_number"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
    )


def suspensions_of(person: Person) -> list[NetworkSuspension]:
    """Every suspension of one human, the newest first. One query."""
    rows = NetworkSuspension.objects.filter(person__in=in_her_files(person)).select_related("case")
    return list(rows.order_by("-starts_on", "-case__opened_at"))


def suspension_of(case: CaseFile) -> NetworkSuspension:
    """The suspension of a case. One query, once for a case in hand."""
    if "_suspension" not in case.__dict__:
        row = NetworkSuspension.objects.select_related("person__home_office", "confirmed_by").get(case=case)
        row.case = case
        case.__dict__["_suspension"] = row
    return case.__dict__["_suspension"]
