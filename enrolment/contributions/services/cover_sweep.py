"""The yearly run on the schedule: once a day the cover of this insurance year and of those paid in advance is written anew, so
that what was paid, taken back or ended since yesterday stands in it."""

from datetime import date

from casework.clocks.models.job_run import JobRun
from casework.clocks.services.job_days import run_day
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.services.yearly_cover import write_year

JOB = "write_cover"


def write_cover(today: date) -> JobRun | None:
    """The run of a day; None when it was done or another process does it. Run again it writes only what has changed."""
    return run_day(JOB, today, lambda: write_years(today))


def write_years(today: date) -> dict[str, int]:
    """Write every insurance year that somebody paid for and that has not ended. Counts of people, and of rows that changed."""
    paid = PaidTime.objects.known().filter(year__gt=0, ends_on__gte=today)
    years = list(paid.order_by("year").values_list("year", flat=True).distinct())
    done = [write_year(year) for year in years]
    return {"paid_for": sum(run.people for run in done), "cover_written": sum(run.written for run in done)}
