"""Paid time is never changed: what was paid is recorded, what stood there otherwise is superseded and written anew."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Now

from casework.casefile.services.events import record
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from casework.tables.models.superseded import Superseded
from enrolment.contributions.models.paid_time import CoverStop, PaidTime
from enrolment.coverage.rules.days import first_day, last_day, month_of
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.rules.records.facts import EMPLOYEES, RESIDENTS
from enrolment.coverage.rules.terms import terms_of
from enrolment.persons.models.person import Person

REPLACED, CORRECTED, CHANGED_SCHEME, MERGED, STRUCK = "replaced", "corrected", "changed_scheme", "merged", "struck"


class PaidAlready(Exception):
    """Some of that time is paid for already, in that scheme; `row` says which."""

    def __init__(self, row: PaidTime) -> None:
        super().__init__(str(row.pk))
        self.row = row


@dataclass(frozen=True, kw_only=True)
class Paid:
    """What was paid: an insurance year (residents), or months (employees), on which day."""

    scheme: str
    place: Place
    person_kind: str
    starts_on: date
    ends_on: date
    year: int = 0
    paid_on: date | None = None
    bought_back: int = 0


def paid_year(place: Place, year: int, *, person_kind: str, paid_on: date, bought_back: int = 0) -> Paid:
    """A paid insurance year of the residents' scheme. Raises NoSource where no source says when it begins."""
    starts_on, ends_on = terms_of(division_of(place.code), year).bounds(year)
    return Paid(
        scheme=RESIDENTS,
        place=place,
        person_kind=person_kind,
        starts_on=starts_on,
        ends_on=ends_on,
        year=year,
        paid_on=paid_on,
        bought_back=bought_back,
    )


def paid_months(place: Place, first: date, last: date, *, person_kind: str, paid_on: date | None = None) -> Paid:
    """Paid months of the employees' scheme, from the month of one day to that of another."""
    return Paid(
        scheme=EMPLOYEES,
        place=place,
        person_kind=person_kind,
        starts_on=first_day(month_of(first)),
        ends_on=last_day(month_of(last)),
        paid_on=paid_on,
    )


@transaction.atomic
def record_paid_time(person: Person, paid: Paid, *, by: Officer | None) -> list[PaidTime]:
    """Record what was paid, months by calendar year. A paid year of residents ends where months of the employees' scheme begin;
    it is superseded by one that ends there. Raises PaidAlready, PermissionDenied."""
    if by is not None:
        by.must("record_payment")
    Person.objects.select_for_update().get(pk=person.pk)
    made = []
    for part in _by_calendar_year(paid):
        for row in _standing(person, part):
            if not _gives_way(row, part):
                raise PaidAlready(row)
            _cut(row, part, by)
        made.append(_write(person, part, by))
    facts = {"scheme": paid.scheme, "from": str(paid.starts_on), "until": str(paid.ends_on)}
    record("record_payment", by=by, subject=person.pk, facts=facts)
    return made


def paid_for_already(person: Person, paid: Paid) -> PaidTime | None:
    """The row by which some of that time is paid for already and that would not give way. One query."""
    return next((row for row in _standing(person, paid) if not _gives_way(row, paid)), None)


def _gives_way(row: PaidTime, paid: Paid) -> bool:
    """Whether a row ends where a payment begins: a year of the residents' scheme before months of the employees' one."""
    return row.scheme == RESIDENTS and paid.scheme == EMPLOYEES


def _by_calendar_year(paid: Paid) -> list[Paid]:
    """Months cut at New Year, so that a longer stretch is no reason to write old years anew."""
    if paid.scheme == RESIDENTS:
        return [paid]
    parts = []
    for year in range(paid.starts_on.year, paid.ends_on.year + 1):
        starts_on, ends_on = max(paid.starts_on, date(year, 1, 1)), min(paid.ends_on, date(year, 12, 31))
        parts.append(replace(paid, starts_on=starts_on, ends_on=ends_on))
    return parts


def _standing(person: Person, paid: Paid) -> list[PaidTime]:
    rows = PaidTime.objects.known().filter(person=person, starts_on__lte=paid.ends_on, ends_on__gte=paid.starts_on)
    return list(rows.order_by("starts_on"))


def _cut(row: PaidTime, paid: Paid, by: Officer | None) -> None:
    """End a residents' year where the employees' months begin; what of it lies behind them is not covered by it any more."""
    supersede(row, CHANGED_SCHEME)
    if row.starts_on < paid.starts_on:
        write_again(row, by, ends_on=paid.starts_on - timedelta(days=1))


def supersede(row: Superseded, reason: str) -> bool:
    """Say that a row stands no more; False when it stood no more before. It stays for whoever asks what was known before."""
    rows = type(row).objects.filter(pk=row.pk, superseded_at=None)
    return bool(rows.update(superseded_at=Now(), superseded_reason=reason))


def _write(person: Person, paid: Paid, by: Officer | None) -> PaidTime:
    return PaidTime.objects.create(person=person, recorded_by=by.user if by else None, **vars(paid))


def write_again(row: Superseded, by: Officer | None, **changes) -> Superseded:
    """The row anew, with its changes."""
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "recorded_at", "superseded_at", "superseded_reason", "recorded_by")
    }
    return type(row).objects.create(**kept | {"recorded_by_id": by and by.user.pk} | changes)


def post_again(row: Superseded, person: Person | None) -> Superseded | None:
    """Reverse a row and write it anew for a person, when two files are merged; without a person it is reversed only."""
    supersede(row, STRUCK if person is None else MERGED)
    return None if person is None else write_again(row, None, person_id=person.pk)


@transaction.atomic
def strike_paid_time(row: PaidTime, *, by: Officer, besides: tuple[date, date] | None = None) -> None:
    """Take back what was recorded in error; when only some days of it were (`besides`), the months before and behind them are
    written anew. Raises PermissionDenied."""
    by.must("strike_payment")
    supersede(row, CORRECTED)
    first, last = besides if besides is not None and row.scheme == EMPLOYEES else (row.starts_on, row.ends_on)
    if row.starts_on < first:
        write_again(row, by, ends_on=first - timedelta(days=1))
    if last < row.ends_on:
        write_again(row, by, starts_on=last + timedelta(days=1))
    facts = {"scheme": row.scheme, "from": str(row.starts_on), "until": str(row.ends_on)}
    record("strike_payment", by=by, subject=row.person_id, facts=facts)


@transaction.atomic
def suspend_cover(person: Person, starts_on: date, ends_on: date | None, reason: str, *, by: Officer) -> CoverStop:
    """Record days on which a person is not covered although they are paid for. Raises PermissionDenied."""
    by.must("suspend_cover")
    row = CoverStop.objects.create(
        person=person, starts_on=starts_on, ends_on=ends_on, reason=reason, recorded_by=by.user
    )
    record("suspend_cover", by=by, subject=person.pk, facts={"from": str(starts_on), "until": str(ends_on or "")})
    return row
