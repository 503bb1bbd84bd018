"""What of cover stands after an enrolment is suspended, resumed or ended: rows are superseded and written anew, never changed."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta

from casework.staff.officer import Officer
from casework.tables.models.superseded import Superseded
from enrolment.contributions.models.paid_time import CoverPeriod, CoverStop, PaidTime
from enrolment.contributions.services.paid_time import supersede, write_again
from enrolment.coverage.models import Enrolment
from enrolment.persons.models.person import Person

SUSPENDED, RESUMED, ENDED = "suspended", "resumed", "enrolment_ended"


def stop_from(person: Person, day: date, reason: str, *, by: Officer) -> CoverStop:
    """No cover from a day on, although time is paid for, until it is resumed. `reason` is a code."""
    return CoverStop.objects.create(person=person, starts_on=day, reason=reason, recorded_by=by.user)


def go_on_from(person: Person, day: date, *, by: Officer) -> list[Superseded]:
    """The suspension that goes on ends the day before; one that would not have begun by then is superseded alone. Returns what
    is written anew."""
    written = []
    for row in CoverStop.objects.known().select_for_update().filter(person=person, ends_on=None):
        supersede(row, RESUMED)
        if row.starts_on < day:
            written.append(write_again(row, by, ends_on=day - timedelta(days=1)))
    return written


def end_yearly_cover(person: Person, last_day: date, *, by: Officer) -> int:
    """The yearly cover that reaches beyond a day ends there: what is read in bulk says what the enrolment says. Returns how many
    rows were superseded."""
    beyond = list(CoverPeriod.objects.known().filter(person=person, ends_on__gt=last_day))
    for row in beyond:
        supersede(row, ENDED)
        inside = row.starts_on is not None and row.starts_on <= last_day
        changes = {"ends_on": last_day} if inside else {"starts_on": None, "ends_on": None, "reason": "ended"}
        write_again(row, by, **changes)
    return len(beyond)


def stop_what_no_enrolment_holds(person: Person, last_day: date, reason: str, *, by: Officer) -> CoverStop | None:
    """Where time beyond a day is paid for in a scheme of which no enrolment is on record, nothing else would end its cover: it is
    stopped from the next day on."""
    schemes = set(Enrolment.objects.filter(person=person, superseded_at=None).values_list("scheme", flat=True))
    paid = PaidTime.objects.known().filter(person=person, ends_on__gt=last_day, elsewhere="")
    if not paid.exclude(scheme__in=schemes).exists():
        return None
    return stop_from(person, last_day + timedelta(days=1), reason, by=by)


def carry_months(
    person: Person, scheme: str, area: str, first: date, last: date, *, country: str, by: Officer
) -> list[PaidTime]:
    """Months paid in another pooling area, brought by a transfer: by calendar year, with the division code of that area. Raises
    IntegrityError for a day that is paid for already."""
    written = []
    for year in range(first.year, last.year + 1):
        starts_on, ends_on = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        written.append(
            PaidTime.objects.create(
                person=person,
                scheme=scheme,
                place_id=country,
                elsewhere=area,
                person_kind="adult" if scheme == Enrolment.Scheme.URRBMI else "employee",
                starts_on=starts_on,
                ends_on=ends_on,
                year=year if scheme == Enrolment.Scheme.URRBMI else 0,
                recorded_by=by.user,
            )
        )
    return written


def put_back_stops(
    person: Person, *, ended: Collection[uuid.UUID], written: Collection[uuid.UUID], reason: str, by: Officer
) -> None:
    """Undo what an act did to the suspensions of a person: what it wrote is superseded, what it ended is written anew. A query for
    each row."""
    for row in CoverStop.objects.known().filter(person=person, pk__in=written):
        supersede(row, reason)
    for row in CoverStop.objects.filter(person=person, pk__in=ended):
        write_again(row, by)


def put_back_yearly_cover(
    person: Person, *, ended: Collection[uuid.UUID], written: Collection[uuid.UUID], reason: str, by: Officer
) -> None:
    """The same for the yearly cover of years that are paid for still. A year that the yearly run has written meanwhile stays as
    it is: the run writes it anew from what stands now."""
    for row in CoverPeriod.objects.known().filter(person=person, pk__in=written):
        supersede(row, reason)
    years = CoverPeriod.objects.known().filter(person=person).values_list("scheme", "year")
    standing = set(years)
    paid = set(PaidTime.objects.known().filter(person=person).values_list("scheme", "year"))
    for row in CoverPeriod.objects.filter(person=person, pk__in=ended):
        if (row.scheme, row.year) in paid - standing:
            write_again(row, by)
