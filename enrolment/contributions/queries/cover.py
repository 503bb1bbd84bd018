"""Whether a person on file is covered on a day: the rules of cover asked about the rows of paid time, as known at a moment."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model
from msgspec.structs import replace

from casework.tables.queries.composed import from_json
from casework.tables.queries.prepared import prepared_cursor
from enrolment.contributions.models.paid_time import CoverStop, PaidTime
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.answering.answer import all_covers, coverage_answer
from enrolment.coverage.rules.days import month_of
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.rules.records.facts import (
    EMPLOYEES,
    RESIDENTS,
    Cover,
    CoverAnswer,
    EarlierCover,
    Facts,
    PaidMonths,
    PaidYear,
    Span,
)

# Where a place's own rules end: contributions are pooled by city.
POOL = 4
# Why there is no cover where time was paid that lies behind the end of the enrolment.
ENDED = "ended"


@dataclass(frozen=True)
class Retired:
    """Since when, and the months of contributions on record."""

    on: date
    months: int
    actual_months: int | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is on record about the cover of one person, as known at a moment."""

    paid: Sequence[PaidTime]
    stops: Sequence[CoverStop]
    enrolments: Sequence[Enrolment]
    # Where the office of each enrolment lies.
    places: Sequence[str] = ()
    born_on: date | None
    # As the file says it now; what was known at an earlier moment is told by the enrolments of that moment alone.
    died_on: date | None = None
    retired: Retired | None = None


# What the rows of each table are read with: day of birth and of death, retired on, months that count, months really paid; where the
# office of an enrolment lies.
BESIDE: dict[type[Model], tuple[str, ...]] = {
    PaidTime: ("p.birth_on", "p.died_on", "r.starts_on", "r.months", "r.actual_months"),
    CoverStop: (),
    Enrolment: ("o.place_id",),
}


def record_of(person_id: uuid.UUID, known_at: datetime | None = None) -> Record:
    """Paid time, suspensions and enrolments of a person, oldest first. One query."""
    statement = f"SELECT {_told(known=known_at is not None, person='%(person)s')}"
    with prepared_cursor() as cursor:
        cursor.execute(statement, {"person": person_id, "at": known_at})
        return _record(*cursor.fetchone(), known_at=known_at)


def records_of(people: Collection[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """The same of many, as known now. One query, however many."""
    statement = f"SELECT k.id, {_told(known=False, person='k.id')} FROM unnest(%(people)s::uuid[]) k(id)"
    with connection.cursor() as cursor:
        cursor.execute(statement, {"people": list(people), "at": None})
        return {key: _record(*told, known_at=None) for key, *told in cursor.fetchall()}


def _record(*told: str | None, known_at: datetime | None) -> Record:
    """The record in what the database sent of each table."""
    paid, stops, enrolments = (from_json(text) for text in told)
    first = paid[0] if paid else None
    born_on, died_on, retired_on, months, actual_months = first[-5:] if first else (None,) * 5
    on = _day(retired_on)
    return Record(
        paid=[_row(PaidTime, row) for row in paid],
        stops=[_row(CoverStop, row) for row in stops],
        enrolments=[_row(Enrolment, row) for row in enrolments],
        places=[row[-1] for row in enrolments],
        born_on=_day(born_on),
        died_on=None if known_at is not None else _day(died_on),
        retired=Retired(on, months or 0, actual_months) if on is not None else None,
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _row(model: type[Model], values: Sequence[Any]) -> Any:
    """A row as the ORM makes one of what the database sent as JSON."""
    fields = model._meta.concrete_fields
    read = [field.to_python(value) for field, value in zip(fields, values, strict=False)]
    return model.from_db("default", [field.attname for field in fields], read)


@cache
def _told(*, known: bool, person: str) -> str:
    """The rows of a person (`person` in the words of the statement) that stand, or stood at a moment, of each table as JSON.

    Asked once for every settlement and every page of a person: written out, since composing it anew costs more than answering it.
    """
    stands = "{0}.superseded_at IS NULL"
    if known:
        stands = "{0}.recorded_at <= %(at)s AND ({0}.superseded_at IS NULL OR {0}.superseded_at > %(at)s)"
    joins: dict[type[Model], str] = {
        PaidTime: (
            " JOIN enrolment_person p ON p.id = t.person_id LEFT JOIN enrolment_standing r"
            f" ON r.person_id = t.person_id AND r.kind = 'retired' AND {stands.format('r')}"
        ),
        Enrolment: " JOIN casework_office o ON o.id = t.office_id",
    }
    parts = []
    for model, beside in BESIDE.items():
        columns = [f't."{field.column}"' for field in model._meta.concrete_fields]
        parts.append(
            f"(SELECT json_agg(json_build_array({', '.join([*columns, *beside])}) ORDER BY t.starts_on)::text"
            f' FROM "{model._meta.db_table}" t{joins.get(model, "")}'
            f" WHERE t.person_id = {person} AND {stands.format('t')})"
        )
    return ", ".join(parts)


def coverage_on(person_id: uuid.UUID, day: date, known_at: datetime | None = None) -> CoverAnswer:
    """Whether a person is covered on a day, from when to when and why, by what is known now or was known at a moment. One
    query."""
    return answer_of(record_of(person_id, known_at), day)


def answer_of(record: Record, day: date) -> CoverAnswer:
    """The same of a record that was read. No query."""
    facts = facts_on(record, day)
    answer = coverage_answer(facts if facts is not None else Facts(scheme=RESIDENTS), day)
    if answer.from_ is not None and answer.until is not None and answer.until < answer.from_:
        return replace(answer, from_=None, until=None)  # It ended before it began.
    return answer


def facts_on(record: Record, day: date) -> Facts | None:
    """The facts a question about a day rests on; None when nothing was ever paid."""
    row = _row_for(record.paid, day)
    if row is None:
        return None
    own = [one for one in record.paid if one.scheme == row.scheme and _pool(one) == _pool(row)]
    if row.person_kind == "freshman":
        # The year of admission is the last one told; what was paid for later years takes nothing from it.
        own = [one for one in own if one.starts_on <= row.starts_on]
    return Facts(
        scheme=row.scheme,
        place=division_of(row.elsewhere or row.place_id),
        person=row.person_kind,
        years=_years(own) if row.scheme == RESIDENTS else (),
        months=_months(own) if row.scheme == EMPLOYEES else (),
        before=_before(record.paid, own, row),
        born_on=record.born_on if row.scheme == RESIDENTS else None,
        **_of_the_retired(record, row),
        suspended=tuple(Span(from_=stop.starts_on, until=stop.ends_on or date.max) for stop in record.stops),
        ended_on=_ended_on(record, row, day),
    )


def _of_the_retired(record: Record, row: PaidTime) -> dict[str, Any]:
    """What the employees' scheme is told of somebody retired; months paid elsewhere are among those that count."""
    retired = record.retired
    if retired is None or row.scheme != EMPLOYEES or row.elsewhere:
        return {}
    return {
        "retired_on": retired.on,
        "contribution_months": retired.months,
        "actual_months": retired.actual_months,
    }


def enrolment_of(record: Record, day: date) -> tuple[str, str] | None:
    """Scheme and place of the enrolment in force on a day, of a record that was read; None where there is none. No query."""
    for row, place in zip(record.enrolments, record.places, strict=True):
        if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on):
            return row.scheme, place
    return None


def covers_of(record: Record) -> list[tuple[PaidTime, Cover]]:
    """Every stretch that was paid with the cover it gives, not beyond the end of the enrolment, oldest first. No query."""
    found: dict[tuple[str, date], tuple[PaidTime, Cover]] = {}
    for row in record.paid:
        facts = facts_on(record, row.starts_on)
        for cover in all_covers(facts) if facts is not None else ():
            if row.scheme == RESIDENTS and cover.year == row.year:
                ends = _ended_on(record, row, row.starts_on)
                found[row.scheme, cover.paid_from] = (row, _not_beyond(_within(cover, row.ends_on), ends))
            elif row.scheme == EMPLOYEES and cover.paid_from <= row.ends_on <= (cover.paid_until or row.ends_on):
                ends = _ended_on(record, row, row.starts_on)
                found.setdefault((row.scheme, cover.paid_from), (row, _not_beyond(cover, ends)))
    return [found[key] for key in sorted(found, key=lambda key: key[1])]


def _within(cover: Cover, last: date) -> Cover:
    """A year's cover, not beyond the time that is left of it where the employees' scheme took over."""
    if cover.paid_until is None or cover.paid_until <= last:
        return cover
    begins = cover.from_ if cover.from_ is not None and cover.from_ <= last else None
    return replace(cover, paid_until=last, from_=begins, until=last)


def _not_beyond(cover: Cover, ends: date | None) -> Cover:
    """A cover that ends with the enrolment it belongs to; none where it would begin behind that."""
    if ends is None or (cover.until is not None and cover.until <= ends):
        return cover
    if cover.from_ is not None and cover.from_ <= ends:
        return replace(cover, until=ends)
    return replace(cover, from_=None, until=None, reason=ENDED)


def _row_for(paid: Sequence[PaidTime], day: date) -> PaidTime | None:
    """The paid time that holds the day; a freshman's next year, whose cover begins before it; else the last before, else the
    first after."""
    holding = [row for row in paid if row.starts_on <= day <= row.ends_on]
    following = [row for row in paid if row.starts_on > day]
    if following and following[0].person_kind == "freshman" and following[0].year == day.year + 1:
        return following[0]
    before = [row for row in paid if row.ends_on < day]
    return next((rows[index] for rows, index in ((holding, 0), (before, -1), (following, 0)) if rows), None)


def _pool(row: PaidTime) -> str:
    return (row.elsewhere or row.place_id)[:POOL]


def _years(rows: Sequence[PaidTime]) -> tuple[PaidYear, ...]:
    return tuple(PaidYear(year=row.year, paid_on=row.paid_on, bought_back=row.bought_back) for row in rows)


def _months(rows: Sequence[PaidTime]) -> tuple[PaidMonths, ...]:
    return tuple(
        PaidMonths(first=month_of(row.starts_on), last=month_of(row.ends_on), paid_on=row.paid_on) for row in rows
    )


def _before(paid: Sequence[PaidTime], own: Sequence[PaidTime], row: PaidTime) -> EarlierCover | None:
    """The cover elsewhere or in the other scheme that came before the years or months asked about."""
    first = own[0] if row.scheme == EMPLOYEES else row
    earlier = [one for one in paid if one not in own and one.starts_on < first.starts_on]
    if not earlier:
        return None
    last = earlier[-1]
    # Of what came before the last of the own years or months themselves tell.
    if row.scheme == RESIDENTS and any(one.starts_on > last.ends_on and one.starts_on < row.starts_on for one in own):
        return None
    return EarlierCover(scheme=last.scheme, until=last.ends_on, months=_in_a_row(paid, last))


def _in_a_row(paid: Sequence[PaidTime], last: PaidTime) -> int:
    """The months of paid time without a break that end with a row, whatever scheme and place."""
    months, begins = 0, None
    for row in reversed([one for one in paid if one.starts_on <= last.starts_on]):
        if begins is not None and month_of(row.ends_on) < month_of(begins) - 1:
            break
        months += month_of(row.ends_on) - month_of(row.starts_on) + 1
        begins = row.starts_on
    return months


def _ended_on(record: Record, row: PaidTime, day: date) -> date | None:
    """The last day of the enrolment that the paid time belongs to, when it has ended and none followed in the same scheme, or the
    day of death; of a year that the employees' scheme cut short, for a day in it, its last day."""
    same = [one for one in record.enrolments if one.scheme == row.scheme and one.starts_on <= row.ends_on]
    ends = same[-1].ends_on if same else None
    if ends is not None and _of_its_own(row, ends):
        ends = None
    last = [one for one in (ends, record.died_on) if one is not None]
    if row.scheme == RESIDENTS and row.starts_on <= day <= row.ends_on:
        last.append(row.ends_on)
    return min(last, default=None)


def _of_its_own(row: PaidTime, ends: date) -> bool:
    """Whether time behind the end of an enrolment was paid for after that end. What was paid ahead, before it, ends with it: nobody
    who left or died stays covered for a year that she had paid in its window."""
    return ends < row.starts_on and (row.paid_on is None or row.paid_on > ends)
