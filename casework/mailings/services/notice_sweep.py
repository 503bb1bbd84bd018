"""The daily sweep over all clocks with notices: a row for every stage reached, in a fixed number of statements.

What is owed follows from the data, not from which days a job ran: every run looks at the days since the last finished one
(and a few before it), finds clocks with a stage there and no row for it, and writes the rows. So it may run twice, late,
after days on which nothing ran, or beside a second beat; the unique key (case, clock, stage, date) has the last word.
"""

from datetime import date, timedelta

from django.db import connection

from casework.clocks.services.job_days import last_done, run_day
from casework.mailings.rules.stages import Stage
from casework.mailings.table import OFFICE, Plan, plans

JOB = "write_notices"
# Days before the last finished run that are looked at again: a case entered while a clock of the machine was wrong.
OVERLAP = 3
# With no finished run in the ledger: as far back as a case's own clock can reach.
FIRST_LOOK = 60


def write_notices(today: date) -> dict[str, int] | None:
    """Write what is owed up to today. Returns counts by stage, or None when another process is at it."""
    counts: dict[str, int] = {}

    def work() -> dict[str, int]:
        counts.update(sweep(first_day(today), today))
        return {name: number for name, number in counts.items() if number}

    return None if run_day(JOB, today, work, again=True) is None else counts


def first_day(today: date) -> date:
    """The first day to look at: a few days before the last finished run."""
    last = last_done(JOB, today)
    return last - timedelta(days=OVERLAP) if last else today - timedelta(days=FIRST_LOOK)


def sweep(first: date, today: date) -> dict[str, int]:
    """Write the rows of every stage reached between two days. Two statements a stage, newest stage first."""
    counts: dict[str, int] = {}
    for plan in plans():
        later: list[Stage] = []
        for stage in reversed(plan.stages_on(today)):
            same_audience = [each.code for each in later if each.audience == stage.audience]
            counts[stage.code] = counts.get(stage.code, 0) + _write_stage(plan, stage, same_audience, first, today)
            later.append(stage)
    return dict(reversed(counts.items()))


# A later stage of the same audience was reached by the same clock: then nobody is told this one any more.
OWED = """
    SELECT d.case_id, d.id AS deadline_id, {key} AS key, c.office_id, d.{anchor} + %(offset)s AS for_date,
           EXISTS (SELECT 1 FROM casework_notice l
                   WHERE l.case_id = d.case_id AND l.deadline_id = d.id AND l.stage = ANY(%(later)s)) AS passed
    FROM casework_deadline d
    JOIN casework_casefile c ON c.id = d.case_id
    {receivers}
    WHERE d.rule = %(clock)s AND d.stopped_on IS NULL AND d.superseded_by_id IS NULL
      AND d.{anchor} BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT 1 FROM casework_notice n WHERE n.case_id = d.case_id AND n.clock = d.rule
                      AND n.stage = %(stage)s AND n.for_date = d.{anchor} + %(offset)s)
"""
MAILINGS = """
    INSERT INTO casework_mailing (id, addressee_kind, addressee_key, office_id, clock, stage, for_date, state, created_at,
                                  attempts, next_try_at, channel, message_id, recipients, content, last_error, served_how,
                                  served_to)
    SELECT gen_random_uuid(), %(audience)s, key, office_id, %(clock)s, %(stage)s, for_date, 'waiting', now(), 0, now(),
           'email', '', 0, ''::bytea, '', '', ''
    FROM ({owed}) owed WHERE NOT passed GROUP BY key, office_id, for_date
    ON CONFLICT DO NOTHING
"""
# Read anew after the mailings are there. One claimed in between is missed by the join; its rows come with the next run.
NOTICES = """
    INSERT INTO casework_notice (case_id, deadline_id, clock, stage, for_date, mailing_id, skipped, written_on, created_at)
    SELECT o.case_id, deadline_id, %(clock)s, %(stage)s, o.for_date, CASE WHEN passed THEN NULL ELSE m.id END,
           CASE WHEN passed THEN 'nothing_ran' ELSE '' END, %(today)s, now()
    FROM ({owed}) o
    LEFT JOIN casework_mailing m
      ON m.state = 'waiting' AND m.clock = %(clock)s AND m.stage = %(stage)s AND m.for_date = o.for_date
     AND m.addressee_kind = %(audience)s AND m.addressee_key = o.key AND m.office_id = o.office_id
    WHERE passed OR m.id IS NOT NULL
    ON CONFLICT (case_id, clock, stage, for_date) DO NOTHING
"""


def _receivers(plan: Plan, audience: str) -> dict[str, str]:
    """How a statement finds whom a case's notice goes to. The rows of a room are a query without parameters."""
    if audience == OFFICE:
        return {"key": "c.office_id::text", "receivers": ""}
    sql, values = plan.receivers[audience]().query.sql_with_params()
    if values:
        raise ValueError(f"the receivers of {plan.clock} have parameters")
    return {"key": "r.key", "receivers": f"JOIN ({sql}) r ON r.case_id = d.case_id"}


def _write_stage(plan: Plan, stage: Stage, later: list[str], first: date, today: date) -> int:
    owed = OWED.format(anchor=stage.anchor, **_receivers(plan, stage.audience))
    offset = timedelta(days=stage.offset)
    values = {
        "stage": stage.code,
        "audience": stage.audience,
        "offset": stage.offset,
        "clock": plan.clock,
        "later": later,
        "first": first - offset,
        "last": today - offset,
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(MAILINGS.format(owed=owed), values)
        cursor.execute(NOTICES.format(owed=owed), values)
        return cursor.rowcount
