"""The daily sweep over all clocks of hires: a row for every stage reached, in a fixed number of statements.

What is owed follows from the data, not from which days a job ran: every run looks at the days since the last finished one
(and a few before it), finds clocks with a stage there and no row for it, and writes the rows. So it may run twice, late,
after days on which nothing ran, or beside a second beat; the unique key (case, stage, date) has the last word.
"""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from casework.models import JobRun
from enrolment.hires.rules.registration_deadline import RULE_ID
from enrolment.hires.services.notices import plan_on
from enrolment.mailings.rules.notice_stages import Stage

JOB = "write_notices"
# Days before the last finished run that are looked at again: a hire entered while a clock of the machine was wrong.
OVERLAP = 3
# With no finished run in the ledger: as far back as a hire's own clock can reach.
FIRST_LOOK = 60


def write_notices(today: date) -> dict[str, int] | None:
    """Write what is owed up to today. Returns counts by stage, or None when another process is at it."""
    run, _made = JobRun.objects.get_or_create(job=JOB, for_day=today, defaults={"started_at": timezone.now()})
    try:
        return _run(run.pk, today)
    except Exception as problem:
        unfinished = JobRun.objects.filter(pk=run.pk).exclude(state=JobRun.State.DONE)
        unfinished.update(state=JobRun.State.FAILED, error=type(problem).__name__)
        raise


@transaction.atomic
def _run(key: int, today: date) -> dict[str, int] | None:
    run = JobRun.objects.select_for_update(skip_locked=True).filter(pk=key).first()
    if run is None:
        return None
    counts = sweep(first_day(today), today)
    written = {name: run.counts.get(name, 0) + number for name, number in counts.items()}
    run.counts, run.error = {name: number for name, number in written.items() if number}, ""
    run.state, run.finished_at = JobRun.State.DONE, timezone.now()
    run.save()
    return counts


def first_day(today: date) -> date:
    """The first day to look at: a few days before the last finished run."""
    done = JobRun.objects.filter(job=JOB, state=JobRun.State.DONE, for_day__lt=today)
    last = done.order_by("-for_day").values_list("for_day", flat=True).first()
    return last - timedelta(days=OVERLAP) if last else today - timedelta(days=FIRST_LOOK)


def sweep(first: date, today: date) -> dict[str, int]:
    """Write the rows of every stage reached between two days. Two statements a stage, newest stage first."""
    counts = {}
    later: list[tuple[str, str]] = []
    for stage in reversed(plan_on(today)):
        same_audience = [code for code, audience in later if audience == stage.audience]
        counts[stage.code] = _write_stage(stage, same_audience, first, today)
        later.append((stage.code, stage.audience))
    return dict(reversed(counts.items()))


# A later stage of the same audience was reached by the same clock: then nobody is told this one any more.
OWED = """
    SELECT d.case_id, d.id AS deadline_id, h.employer_id, c.office_id, d.{anchor} + %(offset)s AS for_date,
           EXISTS (SELECT 1 FROM enrolment_notice l
                   WHERE l.case_id = d.case_id AND l.deadline_id = d.id AND l.rule = ANY(%(later)s)) AS passed
    FROM casework_deadline d
    JOIN enrolment_hire h ON h.case_id = d.case_id
    JOIN casework_casefile c ON c.id = d.case_id
    WHERE d.rule = %(clock)s AND d.stopped_on IS NULL AND d.superseded_by_id IS NULL
      AND d.{anchor} BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT 1 FROM enrolment_notice n
                      WHERE n.case_id = d.case_id AND n.rule = %(stage)s AND n.for_date = d.{anchor} + %(offset)s)
"""
MAILINGS = """
    INSERT INTO enrolment_mailing (id, audience, employer_id, office_id, rule, for_date, state, created_at, attempts,
                                   next_try_at, message_id, recipients, content, last_error, served_how, served_to)
    SELECT gen_random_uuid(), %(audience)s, {receiver}, min(office_id), %(stage)s, for_date, 'waiting', now(), 0, now(), '',
           0, ''::bytea, '', '', ''
    FROM ({owed}) owed WHERE NOT passed GROUP BY {group}, for_date
    ON CONFLICT DO NOTHING
"""
# Read anew after the mailings are there. One claimed in between is missed by the join; its rows come with the next run.
NOTICES = """
    INSERT INTO enrolment_notice (case_id, deadline_id, rule, for_date, mailing_id, skipped, written_on, created_at)
    SELECT case_id, deadline_id, %(stage)s, o.for_date, CASE WHEN passed THEN NULL ELSE m.id END,
           CASE WHEN passed THEN 'nothing_ran' ELSE '' END, %(today)s, now()
    FROM ({owed}) o
    LEFT JOIN enrolment_mailing m ON m.state = 'waiting' AND m.rule = %(stage)s AND m.for_date = o.for_date AND {match}
    WHERE passed OR m.id IS NOT NULL
    ON CONFLICT (case_id, rule, for_date) DO NOTHING
"""
# audience: whom a mailing names, and how notices find it
RECEIVERS = {
    "employer": {"receiver": "employer_id", "group": "employer_id", "match": "m.employer_id = o.employer_id"},
    "supervisor": {
        "receiver": "NULL::uuid",
        "group": "office_id",
        "match": "m.employer_id IS NULL AND m.office_id = o.office_id",
    },
}


def _write_stage(stage: Stage, later: list[str], first: date, today: date) -> int:
    owed = OWED.format(anchor=stage.anchor)
    words = RECEIVERS[stage.audience] | {"owed": owed}
    offset = timedelta(days=stage.offset)
    values = {
        "stage": stage.code,
        "audience": stage.audience,
        "offset": stage.offset,
        "clock": RULE_ID,
        "later": later,
        "first": first - offset,
        "last": today - offset,
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(MAILINGS.format(**words), values)
        cursor.execute(NOTICES.format(**words), values)
        return cursor.rowcount
