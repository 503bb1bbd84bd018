"""Posting corrections of a month: the place each takes, what follows behind it, and the years as they are left. In the transaction
of the chunk, whose years are locked."""

from collections.abc import Iterable, Mapping

from claims.corrections.queries.correcting import Corrected
from claims.reimbursements.models.settlement import PersonYear
from claims.reversals.models import NetworkedResettlement, Resettlement
from claims.reversals.queries.networked import LaterNetworked
from claims.reversals.queries.plan import Later
from claims.runs.models.care import key_of
from claims.runs.models.run import Run
from claims.runs.queries.chunk import YearKey
from claims.runs.queries.working import Result


def write(run: Run, results: Iterable[Result], years: Mapping[YearKey, PersonYear]) -> None:
    """Post the corrections among some results. Raises IntegrityError for one that was corrected in another month meanwhile."""
    held = {row.pk: row for row in years.values()}
    for one in results:
        made = one.correction
        if not isinstance(made, Corrected):
            continue
        key = key_of(run.pk, one.care.pk)
        NetworkedResettlement.objects.create(
            correction_id=key,
            takes_place=True,
            result=made.place.row,
            **made.layers,
            paid_before=made.place.paid,
            paid=one.paid,
            years=_kept(made.years),
            record=made.record,
        )
        for later in made.followed.later:
            _follow(later, key)
        for year, left in made.followed.years.items():
            PersonYear.objects.filter(pk=year).update(accumulators=left)
            if year in held:
                held[year].accumulators = left


def _kept(years: Mapping[int, tuple[dict, dict]]) -> dict[str, list[dict]]:
    return {str(key): [before, after] for key, (before, after) in years.items()}


def _follow(one: Later | LaterNetworked, key) -> None:
    if isinstance(one, Later):
        Resettlement.objects.create(correction_id=key, **one.as_kept())
        return
    told = {"correction_id": key, "paid_before": one.standing.paid, "paid": one.paid, "years": _kept(one.years)}
    NetworkedResettlement.objects.create(result=one.standing.row, **one.layers, record=one.record, **told)
