"""Jobs. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from enrolment.hires.services import notice_sweep
from enrolment.mailings.services import mailings
from enrolment.rosters.services import imports as rosters
from enrolment.rosters.services import runs as roster_runs

# A run of rosters ends after so many rows; the next one goes on at the next row.
ROSTER_ROWS_A_RUN = 2000


@shared_task(name="enrolment.tasks.write_notices", queue="bulk")
def write_notices() -> None:
    """Write a row for every stage that a hire's clock has reached, also on days on which nothing ran."""
    notice_sweep.write_notices(timezone.localdate())


@shared_task(name="enrolment.tasks.hand_over_mailings", queue="bulk")
def hand_over_mailings() -> None:
    """Hand waiting messages to the mail server, each at most once."""
    mailings.hand_over(timezone.now())


@shared_task(name="enrolment.tasks.import_rosters", queue="bulk")
def import_rosters() -> None:
    """Go on with every confirmed roster; discard those nobody confirmed within their time."""
    room = ROSTER_ROWS_A_RUN
    for roster_id in roster_runs.running_rosters():
        room -= roster_runs.advance(roster_id, on=timezone.localdate(), limit=room)
        if room <= 0:
            break
    rosters.discard_forgotten(timezone.now())
