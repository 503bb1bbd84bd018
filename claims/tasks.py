"""Jobs of claims. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from claims.runs.services import chunks
from claims.value_recalls.services import posting


@shared_task(name="claims.tasks.run_months", queue="bulk")
def run_months() -> None:
    """Go on with the runs over institutions' months; any number of workers share their chunks."""
    chunks.run_waiting()


@shared_task(name="claims.tasks.post_value_recalls", queue="bulk")
def post_value_recalls() -> None:
    """Go on with recalls of values that somebody lets be posted, a person a transaction, and with the letters behind them."""
    posting.run_waiting(timezone.localdate())
