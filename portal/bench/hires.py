"""Many hires at one office, written by the server itself from numbers, for the measurements of pages and of the sweep."""

from datetime import date, timedelta

from django.db import connection

from casework.models import Office, User
from enrolment.hires.rules.registration_deadline import RULE_ID
from portal.demo import staff

STAGES_DUE = 5
EMPLOYERS = 5_000


def empty() -> None:
    """The bench database holds one measurement at a time; the next one of another kind seeds its own."""
    tables = "casework_casefile, enrolment_employer, enrolment_person, casework_mailing"
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def count() -> int:
    """How many hires there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enrolment_hire")
        return cursor.fetchone()[0]


def seed_up_to(size: int, due: int, today: date) -> None:
    """Hires up to `size`: `due` of them reach a stage today, a third are closed, the clocks of the rest end later."""
    if not User.objects.filter(username="lin").exists():
        staff.seed(today - timedelta(days=30))
    with connection.cursor() as cursor:
        have = count()
        for statement in SEED:
            cursor.execute(statement, _values(have, size, due, today))
        cursor.execute("ANALYZE")


def _values(have: int, size: int, due: int, today: date) -> dict:
    return {
        "first": have + 1,
        "last": size,
        "due": due,
        "stages": STAGES_DUE,
        "today": today,
        "employers": EMPLOYERS,
        "office": Office.objects.get(code="350203").pk,
        "place": "350203",
        "clerk": User.objects.get(username="lin").pk,
        "rule": RULE_ID,
    }


# Key of a hire: its number, so that case, hire and clock need no look-up.
KEY = "('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
FIRM = "('00000000-0000-4000-9000-' || lpad(to_hex(n %% %(employers)s), 12, '0'))::uuid"
# The day each of the due stages is counted from: three before the nominal date, two after the legal one.
SHIFT = "(CASE n %% %(stages)s WHEN 0 THEN 10 WHEN 1 THEN 3 WHEN 2 THEN 0 WHEN 3 THEN -1 ELSE -7 END)"
NOMINAL = f"(CASE WHEN n <= %(due)s THEN %(today)s::date + {SHIFT} ELSE %(today)s::date + 11 + (n %% 20)::int END)"
# Every third that is not due has left.
CLOSED = "(n > %(due)s AND n %% 3 = 0)"
SEED = (
    (
        "INSERT INTO enrolment_employer (id, uscc, name, latin_name, place_id, office_id, taiwan_funded, taiwan_form,"
        " registered_on)"
        " SELECT ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, lpad(n::text, 18, '0'), 'E' || n, '',"
        " %(place)s, %(office)s, true, '', %(today)s::date - 100 FROM generate_series(0, %(employers)s - 1) n"
        " ON CONFLICT DO NOTHING"
    ),
    (
        "INSERT INTO casework_casefile (id, kind, reference, office_id, client_language, state, is_open, on_work_list, version,"
        " received_on, due_on, opened_by_id, opened_at, closed_on)"
        f" SELECT {KEY}, 'hire', 'B-' || n, %(office)s, 'zh-hans', CASE WHEN {CLOSED} THEN 'left' ELSE 'awaiting' END,"
        f" NOT {CLOSED}, {CLOSED}, 1, %(today)s,"
        f" CASE WHEN {CLOSED} THEN NULL ELSE {NOMINAL} END, %(clerk)s, now(),"
        f" CASE WHEN {CLOSED} THEN %(today)s::date END FROM generate_series(%(first)s, %(last)s) n"
    ),
    (
        "INSERT INTO enrolment_hire (case_id, state, employer_id, kind_id, issuer, number, number_hash, category, name, latin_name,"
        " work_began_on, left_on, finding, finding_note, lateness, lateness_note)"
        f" SELECT {KEY}, CASE WHEN {CLOSED} THEN 'left' ELSE 'awaiting' END, {FIRM}, 'taiwan_residence_permit', '',"
        f" ''::bytea, decode(lpad(to_hex(n), 64, '0'), 'hex'), 'taiwan', '○', '', {NOMINAL} - 30,"
        f" CASE WHEN {CLOSED} THEN {NOMINAL} - 1 END, '', '', '', '' FROM generate_series(%(first)s, %(last)s) n"
    ),
    (
        "INSERT INTO casework_deadline (case_id, rule, rule_version, source, status, place, person_kind, started_on, nominal_on,"
        " legal_on, provisional, stopped_on, stop_reason, created_at)"
        f" SELECT {KEY}, %(rule)s, '', '', 'stated', %(place)s, 'taiwan', {NOMINAL} - 30, {NOMINAL}, {NOMINAL}, false,"
        f" CASE WHEN {CLOSED} THEN {NOMINAL} - 1 END, CASE WHEN {CLOSED} THEN 'left' ELSE '' END, now()"
        " FROM generate_series(%(first)s, %(last)s) n"
    ),
)
