"""Jobs. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from casework.clocks.services import sweeps
from casework.drafts.services import parked_forms
from casework.evidence.services import evidence
from casework.imports.services import jobs
from casework.mailings.services import hand_over, notice_sweep, on_notice


@shared_task(name="casework.tasks.sweep_deadlines", queue="bulk")
def sweep_deadlines() -> None:
    """Put today's tasks, and those of days on which nothing ran."""
    sweeps.run_missing(timezone.localdate())


@shared_task(name="casework.tasks.expire_working_copies", queue="bulk")
def expire_working_copies() -> None:
    """Empty parked forms nobody came back for; remove evidence files whose row was never committed."""
    now = timezone.now()
    parked_forms.forget_expired(now)
    evidence.remove_orphans(now)


@shared_task(name="casework.tasks.run_imports", queue="bulk")
def run_imports() -> None:
    """Go on with every import that is being checked or entered; give up those nobody confirmed within their time."""
    jobs.run(on=timezone.localdate(), now=timezone.now())


@shared_task(name="casework.tasks.write_notices", queue="bulk")
def write_notices() -> None:
    """Write a row for every stage that a clock has reached, also on days on which nothing ran."""
    notice_sweep.write_notices(timezone.localdate())


@shared_task(name="casework.tasks.hand_over_mailings", queue="bulk")
def hand_over_mailings() -> None:
    """Hand waiting messages over, each at most once; what was on public notice long enough counts as served."""
    on_notice.count_as_served(timezone.localdate())
    hand_over.hand_over(timezone.now())
