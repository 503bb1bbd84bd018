"""Jobs of enrolment. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from enrolment.contributions.services import cover_sweep
from enrolment.expiry.services import watch


@shared_task(name="enrolment.tasks.watch_documents", queue="bulk")
def watch_documents() -> None:
    """Tell the offices which documents run out; once a day, whatever the hour."""
    watch.watch(timezone.localdate())


@shared_task(name="enrolment.tasks.write_cover", queue="bulk")
def write_cover() -> None:
    """Write whose cover stands by what was paid; once a day, whatever the hour."""
    cover_sweep.write_cover(timezone.localdate())
