"""Segments by amount (S2), three conventions for their bounds, and slabs (S3)."""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.policy import Row, Segments
from claims.settlement.rules.records.rounding import ONE, ZERO, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.limits import in_band

Adjust = Callable[[Decimal], Decimal]


class Measure(Struct, frozen=True, gc=False):
    """What is to be paid on: cost with the deductible in it, the deductible, and the same of the year before."""

    cost: Decimal
    deductible: Decimal
    cost_before: Decimal = ZERO
    deductible_before: Decimal = ZERO


def pay_segments(run: Run, rule: Segments, measure: Measure, adjust: Adjust) -> Decimal:
    """The unrounded payment; `adjust` changes a ratio by category, age and off-site state."""
    if rule.measured == "visit" and (measure.cost_before or measure.deductible_before):
        measure = Measure(measure.cost, measure.deductible)
    if rule.slab:
        return _slab(run, rule, measure, adjust)
    low, high = _span(rule.bounds, measure)
    paid = _marginal(run, rule.rows, low, high, adjust)
    if rule.bounds == "deductible_on_top" and measure.deductible:
        # Counted from zero and the deductible charged besides: cost below it is borne twice.
        paid = max(ZERO, paid - measure.deductible)
        run.note("deductible_on_top", to_fen(paid), "", {"deductible": measure.deductible})
    return paid


def _span(bounds: str, measure: Measure) -> tuple[Decimal, Decimal]:
    """From where to where this visit lies on the scale of the segments."""
    start = measure.cost_before
    if bounds == "including_deductible":
        return start + measure.deductible, start + measure.cost
    if bounds == "after_deductible":
        start = max(ZERO, start - measure.deductible_before)
        return start, start + measure.cost - measure.deductible
    return start, start + measure.cost


def _rated(run: Run, row: Row, adjust: Adjust) -> tuple[Decimal, str]:
    """The ratio that this case has on a segment, and where it stands."""
    stated = row.ratio.pick(run.facts)
    return adjust(ONE - stated.value if row.of_person else stated.value), stated.path


def _marginal(run: Run, rows: tuple[Row, ...], low: Decimal, high: Decimal, adjust: Adjust) -> Decimal:
    paid, shown = ZERO, ZERO
    for row in rows:
        begins, ends = row.low, row.high
        if begins < low:
            begins = low
        if ends is None or ends > high:
            ends = high
        if ends <= begins:
            continue
        ratio, path = _rated(run, row, adjust)
        cost = ends - begins
        paid += cost * ratio
        # Shown so that the segments add up to the rounded payment.
        amount = to_fen(paid) - shown
        shown += amount
        run.note("segment", amount, path, {"from": row.low, "to": row.high, "cost": cost, "ratio": ratio})
    return paid


def _slab(run: Run, rule: Segments, measure: Measure, adjust: Adjust) -> Decimal:
    """S3: one ratio on the whole, by the band reached."""
    _low, reached = _span(rule.bounds, measure)
    row = next((row for row in rule.rows if in_band(row.low, row.high, reached, rule.bound_belongs_to)), None)
    if row is None:
        return ZERO
    ratio, path = _rated(run, row, adjust)
    on_top = rule.bounds == "deductible_on_top"
    cost = measure.cost if on_top else measure.cost - measure.deductible
    paid = cost * ratio
    run.note("slab", to_fen(paid), path, {"from": row.low, "to": row.high, "cost": cost, "ratio": ratio})
    return max(ZERO, paid - measure.deductible) if on_top else paid
