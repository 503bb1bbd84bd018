"""The year after a settlement, and taken back again when it is reversed."""

from decimal import Decimal

from claims.rules.settlement.case import Accumulators, LayerYear
from claims.rules.settlement.facts import is_off_site
from claims.rules.settlement.layers import LayerResult
from claims.rules.settlement.rounding import ZERO
from claims.rules.settlement.steps import Run
from claims.rules.settlement.transfers import counts_as_admission
from claims.rules.settlement.year import counted_as_stay


def year_after(
    run: Run,
    deductible: Decimal,
    in_scope: Decimal,
    fund_pays: Decimal,
    burden: Decimal,
    layers: tuple[LayerResult, ...],
) -> Accumulators:
    """The accumulators with this settlement in them."""
    year = run.case.accumulators
    own, other = (deductible, in_scope, fund_pays), (ZERO, ZERO, ZERO)
    stay, clinic = (own, other) if counted_as_stay(run) else (other, own)
    counted = counts_as_admission(run) * run.case.visit.stays if stay is own else 0
    paid = {
        "major_illness": year.major_illness_paid,
        "assistance": year.assistance_paid,
        "supplement": year.supplement_paid,
    }
    for layer in layers:
        paid[layer.kind] += layer.pays
    return Accumulators(
        year.deductible_taken + stay[0],
        year.admissions + counted,
        year.off_site_admissions + (counted if counted and is_off_site(run.case) else 0),
        year.in_scope + stay[1],
        year.fund_paid + stay[2],
        year.outpatient_deductible_taken + clinic[0],
        year.outpatient_visits + (0 if stay is own else run.case.visit.stays),
        year.outpatient_in_scope + clinic[1],
        year.outpatient_fund_paid + clinic[2],
        year.burden + burden,
        *paid.values(),
        _layers_after(run, layers),
        year.limits | run.limits_used if run.limits_used else year.limits,
    )


def _layers_after(run: Run, results: tuple[LayerResult, ...]) -> dict[str, LayerYear]:
    """Each yearly layer with its own base and payments, so that the next settlement needs no general accumulators."""
    after = dict(run.case.accumulators.layers)
    for result in results:
        if result.id in run.layer_years:
            before = run.layer_years[result.id]
            # Where the burden before was not known, it stays so.
            base = before.base + result.base if before.base or not before.paid else ZERO
            after[result.id] = LayerYear(base, before.paid + result.pays)
    return after


def reversed_year(now: Accumulators, before: Accumulators, after: Accumulators) -> Accumulators:
    """The year `now` without one settlement, which had changed it from `before` to `after`; later ones stay counted.

    Reversing the latest settlement gives `before` again exactly.
    """
    if now == after:
        return before
    names = [name for name in Accumulators.__struct_fields__ if name not in ("layers", "limits")]
    taken = {name: getattr(now, name) - (getattr(after, name) - getattr(before, name)) for name in names}
    layers = dict(now.layers)
    for name, year in after.layers.items():
        was, current = before.layers.get(name, LayerYear(ZERO, ZERO)), layers.get(name, year)
        layers[name] = LayerYear(current.base - (year.base - was.base), current.paid - (year.paid - was.paid))
    limits = dict(now.limits)
    for name, used in after.limits.items():
        limits[name] = limits.get(name, used) - (used - before.limits.get(name, ZERO))
    return Accumulators(**taken, layers=layers, limits=limits)
