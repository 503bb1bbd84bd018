"""People insured at one office and claims that were closed there, written by the server itself, for the measurements of claims."""

import uuid
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import connection

from casework.models import Office, User
from claims.models import ClaimSettlement
from institutions.models import CatalogueItem, Institution, SupervisionRule
from portal.bench.cover import PERSON, key_of
from portal.demo import catalogue, institutions, staff
from portal.demo.claims import HOSPITAL
from portal.demo.pieces import bring_in

OF_PEOPLE = ("enrolment_person", "enrolment_personfacts", "enrolment_paidtime", "enrolment_enrolment")
WRITTEN = (
    *OF_PEOPLE,
    "casework_casefile",
    "claims_reimbursement",
    "claims_receipt",
    "claims_receiptline",
)
EMPTY = "casework_casefile, enrolment_person, casework_mailing, institutions_institution, institutions_edition"
# People of the claims that lie there already; each has so many a year.
CROWD, CLAIMS_EACH = 10_000, 12


def seed(people: int, many: int, today: date) -> list[uuid.UUID]:
    """So many people without a claim, and `many` closed claims of others. Returns the keys of the former."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(f"TRUNCATE {EMPTY} CASCADE")
    if not staff.seeded():
        staff.seed(today - timedelta(days=400))
    bring_in(islice(institutions.pieces(today), HOSPITAL + 1), print)
    bring_in(catalogue.pieces(today), print)
    values: dict[str, Any] = {
        "people": people,
        "crowd": min(CROWD, max(many // CLAIMS_EACH, 1)),
        "many": many,
        "here": Office.objects.get(code=staff.SIMING).pk,
        "place": staff.SIMING,
        "clerk": User.objects.get(username="lin").pk,
        "hospital": Institution.objects.get(code=institutions.code_of(HOSPITAL)).pk,
        "today": today,
        "year": today.year,
    }
    with connection.cursor() as cursor:
        # The rows agree by how they are made: no trigger looks at each of them meanwhile.
        for table in WRITTEN:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in STATEMENTS:
            cursor.execute(statement, values)
        for table in WRITTEN:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    return [key_of(number) for number in range(people)]


def lines(number: int) -> tuple[tuple[str, str], ...]:
    """So many items of the lists that nothing limits, each with an amount."""
    free = CatalogueItem.objects.filter(
        ends_on=None, sex="", age_from=None, age_to=None, settings=[], diagnoses=[], most=None
    )
    free = free.exclude(code__in=SupervisionRule.objects.values("code")).order_by("code")
    codes = free.values_list("code", flat=True)[:number]
    return tuple((code, f"{100 + at}.50") for at, code in enumerate(codes))


def post(like: ClaimSettlement, people: int, many: int, today: date) -> list[uuid.UUID]:
    """The claims that lie there already, posted like another one to their people's years: a generated year of each. Returns the
    keys of some of these people."""
    crowd = min(CROWD, max(many // CLAIMS_EACH, 1))
    values: dict[str, Any] = {
        "like": like.pk,
        "people": people,
        "crowd": crowd,
        "many": many,
        "year": today.year,
        "today": today,
    }
    with connection.cursor() as cursor:
        for table in POSTED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in POSTINGS:
            cursor.execute(statement, values)
        for table in POSTED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE claims_personyear, claims_claimsettlement, claims_yearposting")
    return [key_of(people + number) for number in range(min(crowd, 20))]


_N = PERSON.format(n="n")
# A claim by its number: so case, claim and receipt need no look-up.
CLAIM = "('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
WHOSE = PERSON.format(n="(%(people)s + n %% %(crowd)s)")
DAY = "(%(today)s::date - 1 - (n %% 300)::int)"
POSTED = ("claims_personyear", "claims_claimsettlement", "claims_yearposting")
# The whole record is that of the last one alone: of the others a statement reads the figures.
POSTINGS = (
    (
        "INSERT INTO claims_personyear (person_id, policy_code, year, accumulators, posted)"
        f" SELECT {WHOSE}, s.policy_code, %(year)s, '{{}}', %(many)s / %(crowd)s + 1"
        " FROM generate_series(0, %(crowd)s - 1) n, claims_claimsettlement s WHERE s.id = %(like)s"
    ),
    (
        "INSERT INTO claims_claimsettlement (claim_id, policy_code, policy_version, policy_digest, demonstration, schema, input,"
        f" record, total, paid, posted_on, posted_by_id, posted_at) SELECT {CLAIM}, s.policy_code, s.policy_version,"
        " s.policy_digest, s.demonstration, s.schema, '{}', CASE WHEN n > %(many)s - %(crowd)s THEN s.record ELSE '{}' END, 90,"
        f" 45, {DAY}, s.posted_by_id, now() FROM generate_series(1, %(many)s) n, claims_claimsettlement s WHERE s.id = %(like)s"
    ),
    (
        "INSERT INTO claims_yearposting (settlement_id, year_id, place_in_order, before, after, late)"
        " SELECT s.id, y.id, n / %(crowd)s + 1, '{}', '{}', false FROM generate_series(1, %(many)s) n"
        f" JOIN claims_claimsettlement s ON s.claim_id = {CLAIM}"
        f" JOIN claims_personyear y ON y.person_id = {WHOSE} AND y.year = %(year)s"
    ),
)
# People with an enrolment and what was paid for them.
PEOPLE = (
    (
        "WITH p AS (INSERT INTO enrolment_person (id, category, name, latin_name, sex, birth_on, language, telephone, address,"
        f" agency_number, home_office_id, registered_on, created_at) SELECT {_N}, 'taiwan', '陳' || n, '', 'female',"
        " date '1960-01-01' + (n %% 15000), 'zh-hant', ''::bytea, ''::bytea, ''::bytea, %(here)s, %(today)s, now()"
        " FROM generate_series(0, %(people)s + %(crowd)s - 1) n RETURNING *)"
        " INSERT INTO enrolment_personfacts (id, person_id, number, name, latin_name, sex, birth_on, language, telephone, address,"
        " recorded_at) SELECT id, id, 1, name, latin_name, sex, birth_on, language, ''::bytea, ''::bytea, now() FROM p"
    ),
    (
        "INSERT INTO enrolment_enrolment (id, person_id, scheme, office_id, starts_on, recorded_at, superseded_reason)"
        f" SELECT gen_random_uuid(), {_N}, 'urrbmi', %(here)s, make_date(%(year)s - 2, 1, 1), now(), ''"
        " FROM generate_series(0, %(people)s + %(crowd)s - 1) n"
    ),
    (
        "INSERT INTO enrolment_paidtime (id, person_id, scheme, place_id, person_kind, starts_on, ends_on, year, paid_on)"
        f" SELECT gen_random_uuid(), {_N}, 'urrbmi', %(place)s, 'adult', make_date(y, 1, 1), make_date(y, 12, 31), y,"
        " make_date(y - 1, 10, 5) FROM generate_series(0, %(people)s + %(crowd)s - 1) n"
        " CROSS JOIN generate_series(%(year)s - 1, %(year)s) y"
    ),
)
STATEMENTS = (
    *PEOPLE,
    (
        "INSERT INTO casework_casefile (id, kind, reference, office_id, subject, client_language, state, is_open, on_work_list,"
        " version, received_on, opened_by_id, opened_at, closed_on)"
        f" SELECT {CLAIM}, 'reimbursement', 'B-MR-' || n, %(here)s, {WHOSE}, 'zh-hant', 'settled', false, true, 5, {DAY},"
        f" %(clerk)s, {DAY}::timestamptz + n * interval '1 microsecond', {DAY} FROM generate_series(1, %(many)s) n"
    ),
    (
        "INSERT INTO claims_reimbursement (case_id, state, person_id, scheme, place_id, comes_as, reason, care, starts_on, ends_on,"
        " institution_id, institution_name, level, outside, off_site, diagnosis, third_party, asked_papers, asked_words, ground,"
        " answer, heir_number, approved_amount, decided_on)"
        f" SELECT {CLAIM}, 'settled', {WHOSE}, 'urrbmi', %(place)s, 'herself', '02', 'outpatient', {DAY}, {DAY}, %(hospital)s,"
        " '', '', '', 'local', 'A01.x00', 'nobody', '{}', ''::bytea, '', ''::bytea, ''::bytea, 0, %(today)s"
        " FROM generate_series(1, %(many)s) n"
    ),
    (
        "WITH r AS (INSERT INTO claims_receipt (claim_id, position, kind, code, number, check_code, issuer, issued_on, total,"
        f" looked_up, holds) SELECT {CLAIM}, 1, 'electronic', '35060125', lpad(n::text, 10, '0'), 'bench0', '', {DAY}, 90, true,"
        " true FROM generate_series(1, %(many)s) n RETURNING id)"
        " INSERT INTO claims_receiptline (receipt_id, position, code, name, quantity, amount)"
        " SELECT id, 1, '', '演示', 1, 90 FROM r"
    ),
)
