"""Jobs. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from enrolment.hires.services import notice_sweep
from enrolment.mailings.services import mailings


@shared_task(name="enrolment.tasks.write_notices", queue="bulk")
def write_notices() -> None:
    """Write a row for every stage that a hire's clock has reached, also on days on which nothing ran."""
    notice_sweep.write_notices(timezone.localdate())


@shared_task(name="enrolment.tasks.hand_over_mailings", queue="bulk")
def hand_over_mailings() -> None:
    """Hand waiting messages to the mail server, each at most once."""
    mailings.hand_over(timezone.now())
