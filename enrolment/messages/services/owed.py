"""What there is to tell people, as rows: a statement for each stage and division, whatever the number of people."""

from datetime import date

from django.db import connection
from psycopg.types.json import Jsonb

from casework.rulebook.rules.parameters import rule_by_id
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, last_birth_of_age
from enrolment.messages.rules.stages import ON_A_DAY, RULE_ID, days_before, reaches, windows_now
from enrolment.persons.models.representative import Representative

# Kinds of cases of which the client reads the answer, with the states that are one.
ANSWERS = (
    "enrolment_application:enrolled",
    "enrolment_application:refused",
    "enrolment_change:recorded",
    "enrolment_change:declined",
    "transfer_request:accepted",
    "transfer_request:declined",
)
# Each gives person_id, about, day, office_id, case_id.
ANSWERED = """
    SELECT c.subject AS person_id, c.id::text AS about, c.closed_on AS day, c.office_id, c.id AS case_id
    FROM casework_casefile c
    WHERE c.closed_on BETWEEN %(first)s AND %(today)s AND c.subject IS NOT NULL AND c.kind || ':' || c.state = ANY(%(answers)s)
"""
# By office, as the index of what waits is kept.
MISSING = """
    SELECT c.subject AS person_id, c.id || ':' || a.round AS about, COALESCE(a.come_back_by, %(today)s) AS day, c.office_id,
           c.id AS case_id
    FROM casework_office o
    JOIN casework_casefile c ON c.office_id = o.id AND c.kind = 'enrolment_application' AND c.state = 'returned'
                            AND c.is_open AND c.on_work_list
    JOIN enrolment_enrolmentapplication a ON a.case_id = c.id
    WHERE c.subject IS NOT NULL
"""
ASKED = """
    SELECT r.person_id, r.year::text AS about, r.answer_by AS day, r.office_id, NULL::uuid AS case_id
    FROM casework_office o
    JOIN enrolment_residencecheck r ON r.office_id = o.id AND r.answer = '' AND r.answer_by >= %(today)s
"""
ENDING = """
    SELECT e.person_id, e.scheme || ':' || e.ends_on AS about, e.ends_on AS day, e.office_id, NULL::uuid AS case_id
    FROM enrolment_enrolment e
    JOIN casework_office o ON o.id = e.office_id AND o.place_id LIKE %(place)s AND NOT o.place_id LIKE ANY(%(but)s::text[])
    WHERE e.superseded_at IS NULL AND e.ends_on BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT FROM enrolment_enrolment n
                      WHERE n.person_id = e.person_id AND n.superseded_at IS NULL AND n.starts_on > e.ends_on)
"""
RUNNING_OUT = """
    SELECT d.person_id, d.id || ':' || d.expires_on AS about, d.expires_on AS day, h.home_office_id AS office_id,
           NULL::uuid AS case_id
    FROM enrolment_identitydocument d
    JOIN enrolment_person h ON h.id = d.person_id
    JOIN casework_office o ON o.id = h.home_office_id AND o.place_id LIKE %(place)s
                          AND NOT o.place_id LIKE ANY(%(but)s::text[])
    WHERE d.superseded_at IS NULL AND d.expires_on BETWEEN %(first)s AND %(last)s
      AND EXISTS (SELECT FROM enrolment_enrolment e WHERE e.person_id = d.person_id AND e.superseded_at IS NULL
                  AND (e.ends_on IS NULL OR e.ends_on >= %(today)s))
"""
# Whoever is enrolled as a resident there beyond the year's first day and has not paid for it.
UNPAID = """
    SELECT e.person_id, 'urrbmi:' || %(year)s::int AS about, %(day)s::date AS day, e.office_id, NULL::uuid AS case_id
    FROM enrolment_enrolment e
    JOIN casework_office o ON o.id = e.office_id AND o.place_id = ANY(%(places)s)
    WHERE e.superseded_at IS NULL AND e.scheme = 'urrbmi'
      AND (e.ends_on IS NULL OR e.ends_on >= GREATEST(make_date(%(year)s, 1, 1), %(today)s::date))
      AND NOT EXISTS (SELECT FROM enrolment_paidtime t
                      WHERE t.person_id = e.person_id AND t.superseded_at IS NULL AND t.year = %(year)s)
"""
SOURCES = {"cover_ending": ENDING, "document_first": RUNNING_OUT, "document_second": RUNNING_OUT}
# What has left, or may have; anything else of a file that was joined is stopped before it leaves.
HAS_LEFT = ("handing_over", "handed_over", "uncertain", "posted", "on_notice", "served")
# Herself when she is of age, and whom she lets receive it; of a minor the guardian on record longest, who lives. What she was told
# under a file that was joined to hers since is told.
WRITE = """
    WITH RECURSIVE owed AS ({source}),
    joined AS (
        SELECT id, merged_into_id AS kept FROM enrolment_person WHERE merged_into_id IN (SELECT person_id FROM owed)
        UNION
        SELECT f.id, j.kept FROM enrolment_person f JOIN joined j ON f.merged_into_id = j.id
    ),
    acting AS (
        SELECT r.* FROM enrolment_representative r LEFT JOIN enrolment_person f ON f.id = r.file_id
        WHERE r.starts_on <= %(today)s AND r.ends_on >= %(today)s AND (r.ended_on IS NULL OR r.ended_on > %(today)s)
          AND f.died_on IS NULL AND r.person_id IN (SELECT person_id FROM owed)
    ),
    heard AS (
        SELECT o.*, p.birth_on > %(of_age)s AS minor FROM owed o
        JOIN enrolment_person p ON p.id = o.person_id AND p.died_on IS NULL AND p.merged_into_id IS NULL
        WHERE NOT EXISTS (
            SELECT FROM joined j
            JOIN enrolment_personmessage m ON m.person_id = j.id AND m.stage = %(stage)s AND m.about = o.about
            JOIN casework_mailing l ON l.id = m.mailing_id AND l.state = ANY(%(has_left)s)
            WHERE j.kept = o.person_id
        )
    ),
    told AS (
        SELECT h.*, NULL::uuid AS told_to, '' AS skipped FROM heard h WHERE NOT minor
        UNION ALL
        SELECT h.*, r.id, '' FROM heard h
        JOIN acting r ON r.person_id = h.person_id AND r.kind = 'delegate' AND r.scope @> %(receive)s
        UNION ALL
        SELECT h.*, g.id, CASE WHEN g.id IS NULL THEN 'no_guardian' ELSE '' END FROM heard h
        LEFT JOIN LATERAL (
            SELECT r.id FROM acting r WHERE r.person_id = h.person_id AND r.kind = 'guardian' ORDER BY r.recorded_at LIMIT 1
        ) g ON true
        WHERE minor
    )
    INSERT INTO enrolment_personmessage
        (id, person_id, told_to_id, stage, about, day, office_id, case_id, mailing_id, skipped, written_on, created_at)
    SELECT gen_random_uuid(), person_id, told_to, %(stage)s, about, day, office_id, case_id, NULL, skipped, %(today)s, now()
    FROM told
    ON CONFLICT (person_id, stage, about, told_to_id) DO NOTHING
"""


def write_at_once(first: date, today: date) -> dict[str, int]:
    """Answers given between two days, papers missing and residence asked about today. Three statements. Counts by stage."""
    rule, counts = rule_by_id(RULE_ID), {}
    if days_before(rule, "answer_given", "", today) is not None:
        counts["answer_given"] = _write(ANSWERED, "answer_given", today, first=first, answers=list(ANSWERS))
    if days_before(rule, "papers_missing", "", today) is not None:
        counts["papers_missing"] = _write(MISSING, "papers_missing", today)
    if days_before(rule, "recheck", "", today) is not None:
        counts["recheck"] = _write(ASKED, "recheck", today)
    return counts


def write_of_day(today: date) -> dict[str, int]:
    """What has its day: enrolments that end, documents that run out, windows. A statement for each stage and division, one for
    each window. Counts by stage."""
    rule, counts = rule_by_id(RULE_ID), dict.fromkeys(ON_A_DAY, 0)
    for stage in ON_A_DAY:
        for reach in reaches(rule, stage, today):
            division = {"place": f"{reach.place}%", "but": [f"{place}%" for place in reach.but]}
            counts[stage] += _write(SOURCES[stage], stage, today, first=reach.first, last=reach.last, **division)
    for window in windows_now(rule, _places(), today):
        asked = {"year": window.year, "day": window.day, "places": list(window.places)}
        counts[window.stage] = counts.get(window.stage, 0) + _write(UNPAID, window.stage, today, **asked)
    return counts


def _places() -> list[str]:
    """The places whose offices enrol people. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT place_id FROM casework_office")
        return [row[0] for row in cursor.fetchall()]


def _write(source: str, stage: str, today: date, **values) -> int:
    with connection.cursor() as cursor:
        receive = Jsonb([Representative.Scope.RECEIVE.value])
        more = {
            "stage": stage,
            "today": today,
            "of_age": last_birth_of_age(rule_by_id(AGE_OF_MAJORITY), today),
            "receive": receive,
            "has_left": list(HAS_LEFT),
        }
        cursor.execute(WRITE.format(source=source), values | more)
        return cursor.rowcount
