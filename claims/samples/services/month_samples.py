"""Drawing a sample of the settlements of an institution's posted month. What it finds is said of them, and of no other."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.months import last_day_of
from casework.staff.officer import Officer
from claims.runs.models.run import CareResult, Run
from claims.samples.models import ClaimSample
from claims.samples.queries.settlements import population_of, posted_run
from claims.samples.rules.drawing import OF_MONTHS, shares_kept
from claims.samples.services.sampling import keep_drawn, open_reading

NOT_POSTED = _("Only what was posted is sampled.")
NOT_OVER = _("A sample is drawn of a month that is over.")
NOTHING = _("Nothing was paid by this month, or other settlements took the place of all of it.")
DRAWN = _("A sample of this month was drawn already. A seed that does not please is not drawn again.")


@dataclass(frozen=True, kw_only=True)
class Seed:
    """By what a sample is drawn, and where and when it was published."""

    seed: str
    published: str


def sample_of(run: Run) -> uuid.UUID | None:
    """The sample that was drawn of a run that posted a month. One query."""
    return ClaimSample.objects.filter(run=run).values_list("pk", flat=True).first()


@transaction.atomic
def draw_month_sample(month_case: uuid.UUID, data: Seed, *, by: Officer, on: date) -> ClaimSample:
    """Draw a sample of the settlements of a posted month; each that is drawn waits for a second reading. Raises Blocked for a month
    that is not posted, not over, was sampled, or paid nothing; PermissionDenied, Run.DoesNotExist outside her area."""
    by.must("draw_month_sample")
    run = posted_run(by, month_case)
    if run is None:
        raise Blocked(Reason("not_posted", NOT_POSTED))
    first, last = run.month.month, last_day_of(run.month.month)
    if last >= on:
        raise Blocked(Reason("not_over", NOT_OVER))
    population = population_of(run, on)
    if not population:
        raise Blocked(Reason("nothing", NOTHING))
    sample = ClaimSample(
        office=run.month.case.office,
        run=run,
        starts_on=first,
        ends_on=last,
        seed=data.seed,
        published=data.published,
        shares=shares_kept(on, run.month.institution.place_id, OF_MONTHS),
        drawn_by=by.user,
        drawn_on=on,
    )
    keys = keep_drawn(sample, population, Reason("drawn", DRAWN, "seed"))
    _open(sample, run, keys, dict(population), by=by, on=on)
    facts = {"sample": str(sample.pk), "population": len(population), "drawn": len(keys), "seed": data.seed}
    record("draw_month_sample", by=by, case=run.month.case, facts=facts)
    return sample


def _open(sample: ClaimSample, run: Run, keys: list[str], strata: dict[str, str], *, by: Officer, on: date) -> None:
    """A reading for each that is drawn: as many as the strata allow at most, however large the month is."""
    found = CareResult.objects.defer("record", "findings").select_related("care").in_bulk(keys)
    about: CaseFile = run.month.case
    for row in sorted(found.values(), key=lambda one: str(one.pk)):
        open_reading(sample, about, strata[str(row.pk)], row.care.person_id, by=by, on=on, result=row)
