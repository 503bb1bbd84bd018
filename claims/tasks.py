"""Jobs of claims. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task

from claims.runs.services import chunks


@shared_task(name="claims.tasks.run_months", queue="bulk")
def run_months() -> None:
    """Go on with the runs over institutions' months; any number of workers share their chunks."""
    chunks.run_waiting()
