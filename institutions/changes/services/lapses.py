"""Agreements that end by themselves: a suspension of the institution's own ran out and nobody asked to resume."""

from datetime import date, timedelta

from django.db import transaction

from casework.casefile.services.events import record
from casework.clocks.models.job_run import JobRun
from casework.clocks.services.job_days import run_day
from institutions.designation.models.agreement import DesignationSuspension
from institutions.designation.queries.designation import facts_of
from institutions.designation.rules.answering import holdings, in_area, stop_of
from institutions.designation.rules.terms import terms_of
from institutions.designation.services import agreements

JOB = "lapse_designations"
CAUSE = "not_resumed"


def run(today: date) -> JobRun | None:
    """The run of a day; None when it was done or another process does it. Run again it writes nothing."""
    return run_day(JOB, today, lambda: {"ended": lapse(today)})


def lapse(today: date) -> int:
    """Write the ends that have come by a day; what a day was answered before is answered the same. How many institutions."""
    rows = DesignationSuspension.objects.known().filter(kind="voluntary", resumed_on=None, starts_on__lt=today)
    keys = list(rows.order_by().values_list("institution", flat=True).distinct())
    return sum(_lapse_one(key, today) for key in keys)


@transaction.atomic
def _lapse_one(key, today: date) -> bool:
    institution = agreements.locked(key)
    terms_on = terms_of(institution.place_id[:6])
    facts = in_area(facts_of([key])[key], "")
    stops = [stop_of(one, terms_on) for one in facts.suspensions]
    ended = [one for one in holdings(facts, stops, terms_on) if one.ended == CAUSE and one.ends_on < today]
    for held in ended:
        first = held.ends_on + timedelta(days=1)
        agreements.end_everywhere(institution, first, CAUSE, by=None, case=None)
        record("lapse_designation", by=None, facts={"institution": institution.code, "from": first.isoformat()})
    return bool(ended)
