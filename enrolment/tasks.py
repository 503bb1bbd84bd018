"""Jobs. Each is a sweep over the database, safe to run twice, late or in parallel; no job takes personal data."""

from celery import shared_task
from django.utils import timezone

from enrolment.rosters.services import imports as rosters
from enrolment.rosters.services import runs as roster_runs

# A run of rosters ends after so many rows; the next one goes on at the next row.
ROSTER_ROWS_A_RUN = 2000


@shared_task(name="enrolment.tasks.import_rosters", queue="bulk")
def import_rosters() -> None:
    """Go on with every confirmed roster; discard those nobody confirmed within their time."""
    room = ROSTER_ROWS_A_RUN
    for roster_id in roster_runs.running_rosters():
        room -= roster_runs.advance(roster_id, on=timezone.localdate(), limit=room)
        if room <= 0:
            break
    rosters.discard_forgotten(timezone.now())
