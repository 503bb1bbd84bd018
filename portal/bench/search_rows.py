"""Many people, employers and hires for the measurement of searches, written by the server from a pool of names.

Keys are made once for each name of the pool, by the rules, and joined to whoever bears it; numbers and the keyed hashes of
their ends differ for everybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, connection

from casework.models import Office, User
from enrolment.documents.queries import number_hash, tail_keys
from enrolment.employers.rules.name_keys import employer_keys
from enrolment.persons.rules.name_keys import name_keys
from portal.bench import search_names
from portal.demo import staff

PEOPLE_A_HIRE = 20
WRITTEN = (
    "enrolment_person",
    "enrolment_personfacts",
    "enrolment_identitydocument",
    "enrolment_hire",
    "casework_casefile",
)
# What is taken away while rows are written, and how it is made again.
TAKEN = "bench_taken_away"
KEY_TABLES = ("enrolment_personnamekey", "enrolment_employernamekey", "enrolment_hirenamekey")


def seed(people: int, today: date) -> None:
    """Empty the bench database and fill it: half the people at the measured county, the rest over all counties.

    What an earlier run has filled with as many is used again."""
    if _count("enrolment_personnamekey WHERE kind = 'tail'") == people == _count("enrolment_person"):
        return
    if not User.objects.filter(username="lin").exists():
        staff.seed(today - timedelta(days=400))
    values: dict[str, Any] = {
        "people": people,
        "hires": people // PEOPLE_A_HIRE,
        "firms": search_names.EMPLOYERS,
        "today": today,
        "here": Office.objects.get(code=staff.SIMING).pk,
        "offices": list(Office.objects.filter(kind="county").order_by("pk").values_list("pk", flat=True)),
        "clerk": User.objects.get(username="lin").pk,
        "place": staff.SIMING,
        "pool": len(search_names.names()),
        "step": search_names.STEP,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("TRUNCATE casework_casefile, enrolment_employer, enrolment_person, casework_mailing CASCADE")
        _copy_pool(cursor)
        _copy_numbers(cursor, people)
        _copy_firms(cursor)
        _put_back_what_a_broken_run_took(cursor)
        with _bare(cursor):
            for statement in STATEMENTS:
                cursor.execute(statement, values)
        for table in (
            "enrolment_person",
            "enrolment_identitydocument",
            "enrolment_hire",
            "enrolment_employer",
            *KEY_TABLES,
        ):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _count(rows: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {rows}")
        return cursor.fetchone()[0]


@contextmanager
def _bare(cursor) -> Iterator[None]:
    """Without indexes and foreign keys while the keys of names are written; they are made again, and checked, at once. Nor do
    triggers look at each row meanwhile: the rows agree by how they are made."""
    cursor.execute(
        f"CREATE TABLE {TAKEN} AS"
        " SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) AS away,"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS back"
        " FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u')"
        " UNION ALL SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
        " UNION ALL SELECT format('ALTER TABLE %%s DISABLE TRIGGER USER', written), format('ALTER TABLE %%s ENABLE TRIGGER USER',"
        " written) FROM unnest(%s::regclass[]) AS written",
        [list(KEY_TABLES), list(KEY_TABLES), list(WRITTEN)],
    )
    cursor.execute(f"SELECT away, back FROM {TAKEN}")
    away, back = zip(*cursor.fetchall(), strict=True)
    for statement in away:
        cursor.execute(statement)
    yield
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for statement in back:
        cursor.execute(statement)
    cursor.execute(f"DROP TABLE {TAKEN}")


def _put_back_what_a_broken_run_took(cursor) -> None:
    """A run broken off between taking away and making again leaves the tables bare, and says in a table what is missing."""
    cursor.execute(f"SELECT to_regclass('{TAKEN}') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return
    cursor.execute(f"SELECT back FROM {TAKEN}")
    for (statement,) in cursor.fetchall():
        # What it had not taken away yet is there still.
        with suppress(DatabaseError):
            cursor.execute(statement)
    cursor.execute(f"DROP TABLE {TAKEN}")


def _copy_pool(cursor) -> None:
    cursor.execute("CREATE TEMP TABLE pool (n bigint PRIMARY KEY, han text, latin text)")
    cursor.execute("CREATE TEMP TABLE pool_key (n bigint, kind text, key text)")
    with cursor.copy("COPY pool FROM STDIN") as copy:
        for n, name in enumerate(search_names.names()):
            copy.write_row((n, name.han, name.latin))
    with cursor.copy("COPY pool_key FROM STDIN") as copy:
        for n, name in enumerate(search_names.names()):
            for kind, key in name_keys(name.han, name.latin):
                copy.write_row((n, kind, key))
    cursor.execute("ANALYZE pool, pool_key")


def _copy_numbers(cursor, people: int) -> None:
    """What only this process can make: the keyed hashes of the numbers and of their ends."""
    cursor.execute("CREATE TEMP TABLE numbered (n bigint PRIMARY KEY, born date, number_hash bytea, tail text)")
    with cursor.copy("COPY numbered FROM STDIN") as copy:
        for n in range(people):
            number, born = search_names.number_of(n), search_names.born(n)
            copy.write_row((n, born, number_hash(number), tail_keys(number, born.year)[0]))
    cursor.execute("ANALYZE numbered")


def _copy_firms(cursor) -> None:
    cursor.execute("CREATE TEMP TABLE firm (n bigint PRIMARY KEY, name text)")
    cursor.execute("CREATE TEMP TABLE firm_key (n bigint, kind text, key text)")
    with cursor.copy("COPY firm FROM STDIN") as copy:
        for n in range(search_names.EMPLOYERS):
            copy.write_row((n, search_names.firm(n)))
    with cursor.copy("COPY firm_key FROM STDIN") as copy:
        for n in range(search_names.EMPLOYERS):
            for kind, key in employer_keys(search_names.firm(n)):
                copy.write_row((n, kind, key))
    cursor.execute("ANALYZE firm, firm_key")


# Keys of rows are numbers, so that nothing has to be looked up to join them.
PERSON = "('00000000-0000-4000-a000-' || lpad(to_hex({n}), 12, '0'))::uuid"
FIRM = "('00000000-0000-4000-9000-' || lpad(to_hex({n}), 12, '0'))::uuid"
CASE = "('00000000-0000-4000-8000-' || lpad(to_hex({n}), 12, '0'))::uuid"
NAME = "({n} * %(step)s) %% %(pool)s"
OFFICE = (
    "CASE WHEN {n} %% 2 = 0 THEN %(here)s"
    " ELSE (%(offices)s::bigint[])[1 + ({n} / 2 %% cardinality(%(offices)s::bigint[]))::int] END"
)


def _of(text: str, n: str) -> str:
    return text.format(n=n)


STATEMENTS = (
    (
        # A person and her first facts are written together: at the end of the statement her columns must be those.
        "WITH p AS (INSERT INTO enrolment_person (id, category, name, latin_name, sex, birth_on, language, telephone, address,"
        f" agency_number, home_office_id, registered_on, created_at) SELECT {_of(PERSON, 'd.n')}, 'taiwan', p.han, p.latin,"
        " 'female', d.born,"
        f" 'zh-hant', ''::bytea, ''::bytea, ''::bytea, {_of(OFFICE, 'd.n')}, %(today)s, now()"
        f" FROM numbered d JOIN pool p ON p.n = {_of(NAME, 'd.n')} RETURNING *)"
        " INSERT INTO enrolment_personfacts (id, person_id, number, name, latin_name, sex, birth_on, language, telephone, address,"
        " recorded_at) SELECT id, id, 1, name, latin_name, sex, birth_on, language, ''::bytea, ''::bytea, now() FROM p"
    ),
    (
        "INSERT INTO enrolment_identitydocument (id, person_id, kind_id, issuer, number, number_hash, name_on_document, name_proof,"
        f" recorded_at) SELECT {_of(PERSON, 'd.n')}, {_of(PERSON, 'd.n')}, 'taiwan_residence_permit', '', ''::bytea, d.number_hash,"
        f" p.han, '', now() FROM numbered d JOIN pool p ON p.n = {_of(NAME, 'd.n')}"
    ),
    (
        "INSERT INTO enrolment_personnamekey (person_id, office_id, kind, key)"
        f" SELECT {_of(PERSON, 'd.n')}, {_of(OFFICE, 'd.n')}, k.kind, k.key"
        f" FROM numbered d JOIN pool_key k ON k.n = {_of(NAME, 'd.n')}"
    ),
    (
        "INSERT INTO enrolment_personnamekey (person_id, office_id, kind, key)"
        f" SELECT {_of(PERSON, 'n')}, {_of(OFFICE, 'n')}, 'tail', tail FROM numbered"
    ),
    (
        "INSERT INTO enrolment_employer (id, uscc, name, latin_name, place_id, office_id, taiwan_funded, taiwan_form,"
        f" registered_on) SELECT {_of(FIRM, 'n')}, lpad(n::text, 18, '0'), name, '', %(place)s, {_of(OFFICE, 'n')}, true, '',"
        " %(today)s FROM firm"
    ),
    (
        "INSERT INTO enrolment_employernamekey (employer_id, office_id, kind, key)"
        f" SELECT {_of(FIRM, 'n')}, {_of(OFFICE, 'n')}, kind, key FROM firm_key"
    ),
    (
        "INSERT INTO casework_casefile (id, kind, reference, office_id, client_language, state, is_open, on_work_list, version,"
        f" received_on, opened_by_id, opened_at) SELECT {_of(CASE, 'n')}, 'hire', 'B-' || n, {_of(OFFICE, 'n')}, 'zh-hans',"
        " 'awaiting', true, false, 1, %(today)s, %(clerk)s, now() FROM generate_series(1, %(hires)s) n"
    ),
    (
        "INSERT INTO enrolment_hire (case_id, state, employer_id, kind_id, issuer, number, number_hash, category, name, latin_name,"
        f" work_began_on, finding, finding_note, lateness, lateness_note) SELECT {_of(CASE, 'i')}, 'awaiting',"
        f" {_of(FIRM, '(i %% %(firms)s)')}, 'taiwan_residence_permit', '', ''::bytea, decode(lpad(to_hex(i), 64, '0'), 'hex'),"
        f" 'taiwan', p.han, p.latin, %(today)s::date - 9, '', '', '', '' FROM generate_series(1, %(hires)s) i"
        f" JOIN pool p ON p.n = {_of(NAME, 'i')}"
    ),
    (
        "INSERT INTO enrolment_hirenamekey (hire_id, office_id, kind, key)"
        f" SELECT {_of(CASE, 'i')}, {_of(OFFICE, 'i')}, k.kind, k.key FROM generate_series(1, %(hires)s) i"
        f" JOIN pool_key k ON k.n = {_of(NAME, 'i')}"
    ),
)
