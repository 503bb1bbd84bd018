"""The yearly run: the cover of everybody who paid for an insurance year of the residents' scheme, written by set-based SQL.

The rule is asked once for each distinct set of facts (place, kind of person, day of payment, last year paid, years bought
back); the server joins people to the answers. So the run says what a clerk is told, at the speed of the tables. Whoever was in
the other scheme or elsewhere too, or whose enrolment ended, and whoever died, is asked one by one. Run again, it writes what
has changed and nothing else.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.queries.cover import Record, covers_of
from enrolment.coverage.models import Enrolment
from enrolment.coverage.rules.answering.residents import resident_year
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.rules.records.facts import RESIDENTS, Cover, Facts, PaidYear
from enrolment.coverage.rules.terms import terms_of

CHUNK = 2000
# Everybody who paid for the year, with the last year before it, and whether anything else is on record of her.
_PROFILES = """
CREATE TEMP TABLE cover_profile ON COMMIT DROP AS
SELECT p.person_id, p.place_id, p.person_kind, p.paid_on, p.bought_back, o.last_year,
       CASE WHEN h.birth_on BETWEEN p.starts_on AND p.ends_on THEN h.birth_on END AS born_on,
       o.elsewhere OR o.short OR h.died_on IS NOT NULL OR e.person_id IS NOT NULL AS apart
FROM enrolment_paidtime p
JOIN enrolment_person h ON h.id = p.person_id
JOIN (
    SELECT person_id, max(year) FILTER (WHERE year < %(year)s AND year > 0) AS last_year,
           bool_or(scheme <> 'urrbmi') OR bool_or(elsewhere <> '')
           OR min(left(place_id, 4)) <> max(left(place_id, 4)) AS elsewhere,
           bool_or(year = %(year)s AND ends_on < starts_on + interval '1 year' - interval '1 day') AS short
    FROM enrolment_paidtime WHERE superseded_at IS NULL GROUP BY person_id
) o ON o.person_id = p.person_id
LEFT JOIN (
    SELECT DISTINCT person_id FROM enrolment_enrolment WHERE superseded_at IS NULL AND ends_on IS NOT NULL
) e ON e.person_id = p.person_id
WHERE p.superseded_at IS NULL AND p.scheme = 'urrbmi' AND p.year = %(year)s AND p.elsewhere = ''
"""
_KEYS = "place_id, person_kind, paid_on, bought_back, last_year, born_on"
_ANSWERS = """
CREATE TEMP TABLE cover_answer (
    person_id uuid, place_id text, person_kind text, paid_on date, bought_back int, last_year int, born_on date,
    starts_on date, ends_on date, reason text, wait_months int, status text
) ON COMMIT DROP
"""
# What stands of the year beside what the rule says now; people asked one by one stand in it by themselves.
_NEW = """
CREATE TEMP TABLE cover_new ON COMMIT DROP AS
SELECT y.person_id, y.place_id, a.starts_on, a.ends_on, a.reason, a.wait_months, a.status
FROM cover_profile y JOIN cover_answer a
  ON a.place_id = y.place_id AND a.person_kind = y.person_kind AND a.bought_back = y.bought_back
 AND coalesce(a.paid_on, '0001-01-01') = coalesce(y.paid_on, '0001-01-01')
 AND coalesce(a.last_year, 0) = coalesce(y.last_year, 0)
 AND coalesce(a.born_on, '0001-01-01') = coalesce(y.born_on, '0001-01-01')
WHERE NOT y.apart AND a.person_id IS NULL
UNION ALL
SELECT person_id, place_id, starts_on, ends_on, reason, wait_months, status FROM cover_answer WHERE person_id IS NOT NULL
"""
_SUPERSEDED = """
UPDATE enrolment_coverperiod c SET superseded_at = now(), superseded_reason = 'written_anew'
WHERE c.superseded_at IS NULL AND c.scheme = 'urrbmi' AND c.year = %(year)s AND NOT EXISTS (
    SELECT FROM cover_new n WHERE n.person_id = c.person_id AND n.place_id = c.place_id AND n.reason = c.reason
      AND n.status = c.status AND n.starts_on IS NOT DISTINCT FROM c.starts_on
      AND n.ends_on IS NOT DISTINCT FROM c.ends_on AND n.wait_months IS NOT DISTINCT FROM c.wait_months
)
"""
_WRITTEN = """
INSERT INTO enrolment_coverperiod
    (id, person_id, scheme, place_id, year, starts_on, ends_on, reason, wait_months, status)
SELECT gen_random_uuid(), n.person_id, 'urrbmi', n.place_id, %(year)s, n.starts_on, n.ends_on, n.reason, n.wait_months, n.status
FROM cover_new n LEFT JOIN enrolment_coverperiod c
  ON c.person_id = n.person_id AND c.superseded_at IS NULL AND c.scheme = 'urrbmi' AND c.year = %(year)s
WHERE c.id IS NULL
"""


@dataclass(frozen=True, kw_only=True)
class YearlyRun:
    """What a run did: people who paid for the year, distinct sets of facts asked, people asked one by one, rows superseded and
    written."""

    people: int
    profiles: int
    apart: int
    superseded: int
    written: int


@transaction.atomic
def write_year(year: int) -> YearlyRun:
    """Write the cover of an insurance year for everybody who paid for it; what stands otherwise is superseded."""
    with connection.cursor() as cursor:
        # A year written before in the same transaction has left its own.
        cursor.execute("DROP TABLE IF EXISTS cover_profile, cover_answer, cover_new")
        cursor.execute(_PROFILES, {"year": year})
        people = cursor.rowcount
        cursor.execute("ANALYZE cover_profile")
        cursor.execute(f"SELECT DISTINCT {_KEYS} FROM cover_profile WHERE NOT apart")
        profiles = cursor.fetchall()
        cursor.execute("SELECT person_id FROM cover_profile WHERE apart")
        apart = [key for (key,) in cursor.fetchall()]
        cursor.execute(_ANSWERS)
        answers = [(None, *profile, *_shown(_answer(year, *profile))) for profile in profiles]
        _copy(cursor, answers)
        # The connection is busy while it copies: people are asked about between two copies.
        for start in range(0, len(apart), CHUNK):
            found = _one_by_one(apart[start : start + CHUNK], year)
            _copy(cursor, [(key, row.place_id, "", None, 0, None, None, *_shown(cover)) for key, row, cover in found])
        cursor.execute("ANALYZE cover_answer")
        cursor.execute(_NEW)
        cursor.execute("CREATE INDEX ON cover_new (person_id)")
        cursor.execute("ANALYZE cover_new")
        cursor.execute(_SUPERSEDED, {"year": year})
        superseded = cursor.rowcount
        cursor.execute(_WRITTEN, {"year": year})
        written = cursor.rowcount
    return YearlyRun(people=people, profiles=len(profiles), apart=len(apart), superseded=superseded, written=written)


def _answer(
    year: int,
    place: str,
    person_kind: str,
    paid_on: date | None,
    bought_back: int,
    last_year: int | None,
    born_on: date | None,
) -> tuple[Cover, str]:
    """The cover of one set of facts, and its status."""
    paid = PaidYear(year=year, paid_on=paid_on, bought_back=bought_back)
    years = (paid,) if last_year is None else (PaidYear(year=last_year), paid)
    code = division_of(place)
    facts = Facts(scheme=RESIDENTS, place=code, person=person_kind, years=years, born_on=born_on)
    terms = terms_of(code, year)
    cover = resident_year(facts, len(years) - 1, terms)
    return cover, terms.cite(cover.used)[1]


def _shown(answered: tuple[Cover, str]) -> tuple[Any, ...]:
    cover, status = answered
    ends_on = cover.until if cover.from_ is not None else None
    return cover.from_, ends_on, cover.reason, cover.wait_months, status


def _copy(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy("COPY cover_answer FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _one_by_one(keys: list[uuid.UUID], year: int) -> Iterator[tuple[uuid.UUID, PaidTime, tuple[Cover, str]]]:
    """Those whose record says more than years paid in one place. Two queries."""
    paid: dict[uuid.UUID, list[Any]] = defaultdict(list)
    rows = (
        PaidTime.objects.known()
        .filter(person__in=keys)
        .annotate(born_on=F("person__birth_on"), died_on=F("person__died_on"))
    )
    for row in rows.order_by("starts_on"):
        paid[row.person_id].append(row)
    ended: dict[uuid.UUID, list[Enrolment]] = defaultdict(list)
    for enrolment in Enrolment.objects.filter(person__in=keys, superseded_at=None).order_by("starts_on"):
        ended[enrolment.person_id].append(enrolment)
    for key in keys:
        first = paid[key][0]
        record = Record(paid=paid[key], stops=(), enrolments=ended[key], born_on=first.born_on, died_on=first.died_on)
        for row, cover in covers_of(record):
            if row.scheme == RESIDENTS and row.year == year and not row.elsewhere:
                terms = terms_of(division_of(row.place_id), year)
                yield key, row, (cover, terms.cite(cover.used)[1])
