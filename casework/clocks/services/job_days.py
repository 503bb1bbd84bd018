"""The ledger of jobs: a row a day, held while the job runs, so that two at once do the work once and a failure is seen."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from casework.clocks.models.job_run import JobRun

Counts = Mapping[str, int]


def run_day(job: str, day: date, work: Callable[[], Counts], *, again: bool = False) -> JobRun | None:
    """Do a day's work and note it, in one transaction: all of it happened or none.

    None when another process holds the day's row, or when it is done already; with `again` a day that is done is run
    once more and its counts are added. A failure is noted and raised.
    """
    _row, first = JobRun.objects.get_or_create(job=job, for_day=day, defaults={"started_at": timezone.now()})
    try:
        return _run(job, day, work, again=again)
    except Exception as problem:
        _note_failure(job, day, problem, attempts=0 if first else 1)
        raise


@transaction.atomic
def _run(job: str, day: date, work: Callable[[], Counts], *, again: bool) -> JobRun | None:
    run = JobRun.objects.select_for_update(skip_locked=True).filter(job=job, for_day=day).first()
    if run is None or (run.state == JobRun.State.DONE and not again):
        return None
    before = run.counts if run.state == JobRun.State.DONE else {}
    run.counts = _added(before, work())
    run.state, run.finished_at, run.error = JobRun.State.DONE, timezone.now(), ""
    run.save()
    return run


def _added(before: Counts, more: Counts) -> dict[str, int]:
    return {name: before.get(name, 0) + more.get(name, 0) for name in {**before, **more}}


def _note_failure(job: str, day: date, problem: Exception, *, attempts: int) -> None:
    # What the failed run wrote was rolled back with it; a day that is done meanwhile stays so.
    unfinished = JobRun.objects.filter(job=job, for_day=day).exclude(state=JobRun.State.DONE)
    unfinished.update(state=JobRun.State.FAILED, attempts=F("attempts") + attempts, error=type(problem).__name__)


@transaction.atomic
def note_progress(job: str, now: datetime, counts: Counts, left: int) -> None:
    """Of a job that works in small transactions of its own: add what was done, and how much is left."""
    JobRun.objects.get_or_create(job=job, for_day=timezone.localdate(now), defaults={"started_at": now})
    run = JobRun.objects.select_for_update().get(job=job, for_day=timezone.localdate(now))
    run.counts = _added({name: n for name, n in run.counts.items() if name != "left"}, counts) | {"left": left}
    run.state = JobRun.State.RUNNING if left else JobRun.State.DONE
    run.finished_at = None if left else timezone.now()
    run.save()


def last_done(job: str, before: date) -> date | None:
    """The last day before one on which the job finished."""
    return last_day_done(job, before)


def last_day_done(job: str, before: date = date.max) -> date | None:
    """The last day for which the job finished, before one where that is told. One query."""
    done = JobRun.objects.filter(job=job, state=JobRun.State.DONE, for_day__lt=before)
    return done.order_by("-for_day").values_list("for_day", flat=True).first()
