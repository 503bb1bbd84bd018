"""Jobs of institutions. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from institutions.catalogue.services import jobs
from institutions.changes.services import lapses
from institutions.reminders.services import renewals


@shared_task(name="institutions.tasks.lapse_designations", queue="bulk")
def lapse_designations() -> None:
    """End the agreements that nobody asked to resume in time; once a day, whatever the hour."""
    lapses.run(timezone.localdate())


@shared_task(name="institutions.tasks.remind_of_renewals", queue="bulk")
def remind_of_renewals() -> None:
    """Write the reminders of renewal that are owed; once a day, whatever the hour."""
    renewals.run(timezone.localdate())


@shared_task(name="institutions.tasks.run_editions", queue="bulk")
def run_editions() -> None:
    """Read the large lists that were sent, and enter those that were confirmed; each whole or not at all."""
    jobs.run_waiting()
