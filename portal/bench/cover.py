"""Times cover: the pure rule beside a JSON baseline, one person's answer among many, and the yearly run.

People, their years and months are written by the server; what is timed is what the page and the command call.
"""

import gc
import hashlib
import json
import statistics
import time
import uuid
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.models import Office, User
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.queries.cover import coverage_on
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.coverage.rules.answering.answer import coverage_answer
from enrolment.coverage.rules.reading.question import read_question
from enrolment.persons.models.person import Person
from portal.bench.pages import processor_seconds
from portal.demo import staff

# Keys as spread as those of people are: an exclusion constraint is slow over keys that begin alike.
PERSON = "md5('person' || {n})::uuid"
RULE_TARGET, READ_TARGET, RUN_TARGET = 50_000, 5.0, 20_000
ROUNDS, QUESTIONS, ASKED, YEAR = 9, 2_000, 300, 2026


def run(write: Callable[[str], object], people: int, today: date) -> None:
    """Print each figure beside its baseline or target."""
    _pure(write)
    start = time.perf_counter()
    _seed(people, today)
    write(f"{people:,} people with five years; seeding took {time.perf_counter() - start:.0f} s")
    _reading(write, people)
    _yearly(write)


def _pure(write: Callable[[str], object]) -> None:
    """Answers a second of CPU time on one core, in turns with a baseline of JSON read and written; median of the rounds."""
    documents = [_question(number) for number in range(QUESTIONS)]
    texts = [json.dumps(document) for document in documents]
    asked = [read_question(document) for document in documents]
    gc.collect()
    gc.freeze()
    rounds = []
    for _round in range(ROUNDS):
        base = _seconds(lambda: [json.dumps(json.loads(text)) for text in texts])
        rounds.append((base, _seconds(lambda: [coverage_answer(facts, on) for facts, on in asked])))
    rate = statistics.median(QUESTIONS / own for _base, own in rounds)
    ratio = statistics.median(base / own for base, own in rounds)
    write(
        f"baseline: a question read and written as JSON {statistics.median(QUESTIONS / b for b, _o in rounds):>12,.0f} /s"
    )
    write(f"pure rule: {rate:,.0f} answers a second of CPU, {ratio:.2f} × baseline (target {RULE_TARGET:,})")


def _question(number: int) -> dict:
    """Somebody of Fuzhou or Wenjiang: continuous, late, with missed years, an employee with a break; by number."""
    random = Random(number)
    on = f"2026-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
    if random.random() < 0.3:
        months = [{"from": "2022-01", "to": "2024-08"}, {"from": "2025-01", "to": "2026-06"}]
        return {"scheme": "uebmi", "place": "510115", "months": months[random.randint(0, 1) :], "on": on}
    paid_on = random.choice(["2025-10-05", "2025-12-20", "2026-01-20", "2026-03-05", "2026-06-11"])
    years: list = [year for year in range(2021, 2026) if random.random() < 0.8]
    return {"scheme": "urrbmi", "place": "3501", "years": [*years, {"year": YEAR, "paid_on": paid_on}], "on": on}


def key_of(number: int) -> uuid.UUID:
    """The key of a person by number, as the server makes it."""
    return uuid.UUID(hashlib.md5(f"person{number}".encode(), usedforsecurity=False).hexdigest())


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds; the collector is off inside, and its run over what was made is counted."""
    gc.disable()
    try:
        start = time.process_time()
        made = work()
        gc.collect()
        taken = time.process_time() - start
        del made
        return taken
    finally:
        gc.enable()


def _reading(write: Callable[[str], object], people: int) -> None:
    random = Random(1)
    keys = [key_of(random.randrange(people)) for _n in range(ASKED)]
    day, taken = date(YEAR, 4, 15), []
    with CaptureQueriesContext(connection) as queries:
        coverage_on(keys[0], day)
    before = processor_seconds()
    for key in keys:
        start = time.perf_counter()
        coverage_on(key, day)
        taken.append((time.perf_counter() - start) * 1000)
    spent = (processor_seconds() - before) / ASKED * 1000
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    write(
        f"coverage_on: {len(queries)} queries (target 1), p50 {p50:.2f} ms, p95 {p95:.2f} ms (target {READ_TARGET}),"
        f" CPU {spent:.2f} ms"
    )


def _yearly(write: Callable[[str], object]) -> None:
    for name in ("yearly run", "the same again"):
        start, before = time.perf_counter(), processor_seconds()
        done = write_year(YEAR)
        taken, spent = time.perf_counter() - start, processor_seconds() - before
        write(
            f"{name}: {done.people:,} people, {done.profiles:,} sets of facts, {done.apart:,} one by one, {done.written:,} rows"
            f" written: {done.people / taken:,.0f} people a second, {done.people / spent:,.0f} a second of CPU"
            f" (target {RUN_TARGET:,})"
        )


def _seed(people: int, today: date) -> None:
    """So many people, six of seven in the residents' scheme with most of five years, the others with five years of months.

    What an earlier run has filled with as many is used again."""
    first = Person.objects.filter(pk=key_of(0)).exists()
    if (
        first
        and Person.objects.count() == people
        and PaidTime.objects.filter(year=YEAR).count() == people - -(-people // 7)
    ):
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE enrolment_coverperiod")
        return
    if not User.objects.filter(username="lin").exists():
        staff.seed(today)
    values: dict[str, Any] = {
        "people": people,
        "here": Office.objects.get(code=staff.SIMING).pk,
        "place": staff.SIMING,
        "today": today,
        "year": YEAR,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("TRUNCATE casework_casefile, enrolment_employer, enrolment_person, casework_mailing CASCADE")
        cursor.execute("ALTER TABLE enrolment_paidtime DROP CONSTRAINT IF EXISTS paid_time_one_scheme_at_a_time")
        # The rows agree by how they are made: no trigger looks at each of them meanwhile.
        for table in WRITTEN:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in STATEMENTS:
            cursor.execute(statement, values)
        for table in WRITTEN:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(CONSTRAINT)
        cursor.execute("VACUUM ANALYZE enrolment_person")
        cursor.execute("VACUUM ANALYZE enrolment_paidtime")


WRITTEN = ("enrolment_person", "enrolment_personfacts", "enrolment_paidtime")
_N = PERSON.format(n="n")
STATEMENTS = (
    (
        "WITH p AS (INSERT INTO enrolment_person (id, category, name, latin_name, sex, birth_on, language, telephone, address,"
        f" agency_number, home_office_id, registered_on, created_at) SELECT {_N}, 'taiwan', '陳' || n, '', 'female',"
        " date '1950-01-01' + (n %% 20000), 'zh-hant', ''::bytea, ''::bytea, ''::bytea, %(here)s, %(today)s, now()"
        " FROM generate_series(0, %(people)s - 1) n RETURNING *)"
        " INSERT INTO enrolment_personfacts (id, person_id, number, name, latin_name, sex, birth_on, language, telephone, address,"
        " recorded_at) SELECT id, id, 1, name, latin_name, sex, birth_on, language, ''::bytea, ''::bytea, now() FROM p"
    ),
    (
        "INSERT INTO enrolment_paidtime (id, person_id, scheme, place_id, person_kind, starts_on, ends_on, year, paid_on)"
        f" SELECT gen_random_uuid(), {_N}, 'urrbmi', %(place)s, CASE WHEN n %% 50 = 0 THEN 'medical_assistance' ELSE 'adult' END,"
        " make_date(y, 1, 1), make_date(y, 12, 31), y, make_date(y, 1, 1) - 60 + (n %% 150)"
        " FROM generate_series(0, %(people)s - 1) n CROSS JOIN generate_series(%(year)s - 4, %(year)s) y"
        " WHERE n %% 7 > 0 AND (y = %(year)s OR (n + y) %% 11 > 0)"
    ),
    (
        "INSERT INTO enrolment_paidtime (id, person_id, scheme, place_id, person_kind, starts_on, ends_on)"
        f" SELECT gen_random_uuid(), {_N}, 'uebmi', %(place)s, 'employee', make_date(y, 1, 1), make_date(y, 12, 31)"
        " FROM generate_series(0, %(people)s - 1) n CROSS JOIN generate_series(%(year)s - 4, %(year)s) y WHERE n %% 7 = 0"
    ),
)
CONSTRAINT = (
    "ALTER TABLE enrolment_paidtime ADD CONSTRAINT paid_time_one_scheme_at_a_time EXCLUDE USING gist"
    " (person_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (superseded_at IS NULL)"
)
