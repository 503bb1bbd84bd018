"""The daily watch of documents that run out. A task for the office each time; cover never ends by it."""

from datetime import date

from django.db import connection

from casework.clocks.models.job_run import JobRun
from casework.clocks.services.job_days import run_day
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.expiry.rules.document_expiry import RULE_ID, Reach, reaches

JOB = "watch_documents"
# Current documents of people who are insured today, at the office that keeps the file; each stage once for each last day.
_PUT = """
    INSERT INTO enrolment_expirytask (document_id, office_id, stage, expires_on, for_day, created_at)
    SELECT d.id, o.id, %(stage)s, d.expires_on, %(day)s, now()
    FROM enrolment_identitydocument d
    JOIN enrolment_person p ON p.id = d.person_id AND p.merged_into_id IS NULL AND p.died_on IS NULL
    JOIN casework_office o ON o.id = p.home_office_id AND o.place_id LIKE %(place)s AND NOT o.place_id LIKE ANY(%(but)s::text[])
    WHERE d.superseded_at IS NULL AND d.expires_on BETWEEN %(day)s AND %(until)s
      AND EXISTS (
          SELECT FROM enrolment_enrolment e
          WHERE e.person_id = p.id AND e.superseded_at IS NULL AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)
      )
    ON CONFLICT (document_id, stage, expires_on) DO NOTHING
"""


def watch(today: date) -> JobRun | None:
    """The watch of a day; None when it was done or another process does it. A day on which nothing ran is made up for by the
    next: each looks at everything that runs out within its days."""
    return run_day(JOB, today, lambda: put_tasks(today))


def put_tasks(day: date) -> dict[str, int]:
    """Write the missing tasks of a day, a statement for each stage and division with a value of its own. Counts by stage."""
    counts: dict[str, int] = {}
    for reach in reaches(rule_by_id(RULE_ID), day):
        counts[reach.stage] = counts.get(reach.stage, 0) + _put(reach, day)
    return counts


def _put(reach: Reach, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT,
            {
                "stage": reach.stage,
                "day": day,
                "until": reach.until,
                "place": f"{reach.place}%",
                "but": [f"{place}%" for place in reach.but],
            },
        )
        return cursor.rowcount
