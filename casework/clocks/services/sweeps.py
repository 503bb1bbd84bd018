"""The daily sweep: clocks that are due soon or overdue become tasks on the work list, also for days nothing ran."""

from datetime import date, timedelta

from django.db import connection

from casework.clocks.models.job_run import JobRun
from casework.clocks.queries import limits_with_tasks
from casework.clocks.services.job_days import run_day
from casework.rulebook.queries import working_calendar

JOB = "sweep_deadlines"
# Within so many working days a clock is "due soon" (docs/decisions/0006).
DUE_SOON_WORKING_DAYS = 3
# Older missed days are covered by the newest run: tasks are per clock, not per day.
CATCH_UP_DAYS = 14


def days_to_run(today: date) -> list[date]:
    """The days up to today without a finished run, oldest first; a fresh database starts with today."""
    done = set(
        JobRun.objects.filter(
            job=JOB, state=JobRun.State.DONE, for_day__gte=today - timedelta(days=CATCH_UP_DAYS), for_day__lte=today
        ).values_list("for_day", flat=True)
    )
    first = JobRun.objects.filter(job=JOB).order_by("for_day").values_list("for_day", flat=True).first()
    start = max(first or today, today - timedelta(days=CATCH_UP_DAYS))
    span = (today - start).days
    return [day for offset in range(span + 1) if (day := start + timedelta(days=offset)) not in done]


def run_missing(today: date) -> list[JobRun]:
    """Run the sweep for every day that is missing. Two at once do the work once: the ledger row is the lock.

    A day that fails is noted in the ledger and tried again by the next run.
    """
    return [run for day in days_to_run(today) if (run := sweep_day(day)) is not None]


def sweep_day(day: date) -> JobRun | None:
    """Put tasks for one day. None when another process holds the day's ledger row. Safe to run twice."""
    return run_day(JOB, day, lambda: put_tasks(day))


def put_tasks(day: date) -> dict[str, int]:
    """Write the missing tasks of a day in two statements, whatever the number of cases. Returns counts by stage."""
    soon = working_calendar().add_working_days(day, DUE_SOON_WORKING_DAYS)
    return {
        "overdue": _insert("overdue", "d.legal_on < %(day)s", {"day": day}),
        "due_soon": _insert("due_soon", "d.legal_on BETWEEN %(day)s AND %(soon)s", {"day": day, "soon": soon}),
    }


def _insert(stage: str, condition: str, values: dict) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_worktask (case_id, deadline_id, stage, for_day, created_at)"
            f" SELECT d.case_id, d.id, '{stage}', %(day)s, now() FROM casework_deadline d"
            f" WHERE d.stopped_on IS NULL AND d.superseded_by_id IS NULL AND d.rule = ANY(%(rules)s) AND {condition}"
            " ON CONFLICT (deadline_id, stage) DO NOTHING",
            values | {"rules": limits_with_tasks()},
        )
        return cursor.rowcount
