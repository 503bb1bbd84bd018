"""Jobs of enrolment. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from enrolment.contributions.services import cover_sweep, tax_uploads
from enrolment.expiry.services import watch
from enrolment.messages.services import sweep
from enrolment.personal_accounts.services import credit_run


@shared_task(name="enrolment.tasks.watch_documents", queue="bulk")
def watch_documents() -> None:
    """Tell the offices which documents run out; once a day, whatever the hour."""
    watch.watch(timezone.localdate())


@shared_task(name="enrolment.tasks.write_cover", queue="bulk")
def write_cover() -> None:
    """Write whose cover stands by what was paid; once a day, whatever the hour."""
    cover_sweep.write_cover(timezone.localdate())


@shared_task(name="enrolment.tasks.book_credits", queue="bulk")
def book_credits() -> None:
    """Book what is due to be credited to personal accounts; once a day, whatever the hour."""
    credit_run.book_credits(timezone.localdate())


@shared_task(name="enrolment.tasks.book_tax_files", queue="bulk")
def book_tax_files() -> None:
    """Book the large files of payments that wait; each whole or not at all."""
    tax_uploads.book_waiting(timezone.localdate())


@shared_task(name="enrolment.tasks.write_messages", queue="bulk")
def write_messages() -> None:
    """Write what people are to be told, gathered into one message for each; each thing once, whatever runs how often."""
    sweep.write_messages(timezone.localdate())
