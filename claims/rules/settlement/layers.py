"""Layers after the basic fund: above the cap (C3), major illness (L1 to L3), assistance (L4), supplements (L5, L6).

All have one form: what enters the base, a deductible of its own, a ratio, caps, and better terms for some people. They pay in the
order of the policy, each on what the ones before it have left.
"""

from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from claims.rules.settlement.amounts import amount_of
from claims.rules.settlement.case import LayerYear
from claims.rules.settlement.choices import Stated
from claims.rules.settlement.policy import ELSEWHERE, IN_SCOPE_PARTS, KINDS, Cap, Layer, RatioRule, Tilt
from claims.rules.settlement.ratio import paid_on
from claims.rules.settlement.rounding import ONE, ZERO, to_fen
from claims.rules.settlement.segments import Measure
from claims.rules.settlement.steps import Run
from claims.rules.settlement.year import used_before

PAID_BEFORE = {
    "major_illness": "major_illness_paid",
    "assistance": "assistance_paid",
    "supplement": "supplement_paid",
}

OF_BURDEN = frozenset(IN_SCOPE_PARTS)
# Kind -> the fields of the year in which the kinds before it stand.
EARLIER = {kind: tuple(PAID_BEFORE[one] for one in KINDS[:number]) for number, kind in enumerate(KINDS)}


class LayerResult(Struct, frozen=True, gc=False):
    """One layer: the base of this visit, the year's base with it, the deductible charged, what it pays."""

    id: str
    kind: str
    base: Decimal
    year_base: Decimal
    deductible: Decimal
    pays: Decimal


NO_YEAR = LayerYear(ZERO, ZERO)


class Terms(NamedTuple):
    """What a layer gives to people with these facts: its own terms, and the better ones of a tilt (L3)."""

    deductible: Stated
    rule: RatioRule | None
    deductible_factor: Decimal
    points: Decimal
    capped: bool


def pay_layers(run: Run, parts: dict[str, Decimal], bill: dict[str, Decimal]) -> tuple[LayerResult, ...]:
    """Every layer in turn; `parts` is what the person still bears and shrinks by what each layer pays.

    Raises `value_missing` when the policy neither lists layers nor says "none".
    """
    layers = layers_of(run)
    if layers is None:
        run.note("layers_elsewhere", None, "layers", {})
        return ()
    concerned = run.remember("layers", lambda: [layer for layer in layers if layer.condition.holds(run.facts)])
    return tuple([_pay(run, layer, layers, parts, bill) for layer in concerned])


def layers_of(run: Run) -> tuple[Layer, ...] | None:
    """The policy's layers; None when it says that they are settled elsewhere."""
    value = run.policy.layers.pick(run.facts).value
    return None if value == ELSEWHERE else value or ()


def _pay(
    run: Run, layer: Layer, layers: tuple[Layer, ...], parts: dict[str, Decimal], bill: dict[str, Decimal]
) -> LayerResult:
    names = layer.base or IN_SCOPE_PARTS
    open_now = sum([parts[name] for name in names], ZERO)
    base = _between(run, layer, bill, open_now) if layer.between else open_now
    year = _year_before(run, layer, layers)
    terms = run.remember(layer.path, lambda: _terms(run, layer))
    year_base = year.base + base
    run.note(
        "layer_base",
        year_base,
        layer.path,
        {"layer": layer.id, "kind": layer.kind, "before_this_visit": year.base, "this_visit": base},
    )
    deductible, entitled = _entitled(run, layer, year_base, terms, bill)
    pays = _not_yet_paid(run, layer, entitled, year, base)
    _take_over(parts, names, pays)
    run.note("layer_pays", pays, layer.path, {"layer": layer.id, "kind": layer.kind, "base": base})
    return LayerResult(layer.id, layer.kind, base, year_base, deductible, pays)


def _between(run: Run, layer: Layer, bill: dict[str, Decimal], open_now: Decimal) -> Decimal:
    """C3: the part of the year's in-scope cost that lies in the layer's range, as far as it is still open."""
    low, high = layer.between
    before = used_before(run, "own").in_scope if layer.measured == "year" else ZERO
    begins, ends = max(low, before), before + bill["in_scope"]
    if high is not None:
        ends = min(ends, high)
    return min(open_now, max(ZERO, ends - begins))


def _year_before(run: Run, layer: Layer, layers: tuple[Layer, ...]) -> LayerYear:
    """The layer's own year; from the general accumulators when the case does not give it. Kept for the year after."""
    if layer.measured == "visit" or layer.between is not None:
        return NO_YEAR
    own = run.case.accumulators.layers.get(layer.id) or from_general(run, layer, layers)
    run.layer_years[layer.id] = own
    return own


def from_general(run: Run, layer: Layer, layers: tuple[Layer, ...]) -> LayerYear:
    """The person's in-scope burden of the year, less what kinds of layers before this one have paid on it.

    A layer of out-of-scope cost alone has no part in that burden; it begins at zero unless the case gives its own year.
    """
    year = run.case.accumulators
    own = getattr(year, PAID_BEFORE[layer.kind]) if _first_of_kind(layer, layers) else ZERO
    if not (year.burden and OF_BURDEN.intersection(layer.base)):
        return LayerYear(ZERO, own)
    burden = year.burden
    for name in EARLIER[layer.kind]:
        burden -= getattr(year, name)
    return LayerYear(max(ZERO, burden), own)


def _first_of_kind(layer: Layer, layers: tuple[Layer, ...]) -> bool:
    for one in layers:
        if one.kind == layer.kind:
            return one is layer
    return False


def _terms(run: Run, layer: Layer) -> Terms:
    """The layer's terms, with the first tilt whose condition holds."""
    deductible, rule = layer.deductible.pick(run.facts), layer.ratio.pick(run.facts).value
    tilt: Tilt | None = next((tilt for tilt in layer.tilts if tilt.condition.holds(run.facts)), None)
    if tilt is None:
        return Terms(deductible, rule, ONE, Decimal(0), True)
    run.note(
        "layer_tilt",
        None,
        f"{layer.path}.tilts",
        {"layer": layer.id, "deductible_factor": tilt.deductible_factor, "points": tilt.points, "capped": tilt.capped},
    )
    return Terms(deductible, rule, tilt.deductible_factor, tilt.points, tilt.capped)


def _entitled(run: Run, layer: Layer, base: Decimal, terms: Terms, bill: dict[str, Decimal]) -> tuple[Decimal, Decimal]:
    """The deductible charged, and what the layer owes on its whole base, rounded once and within its caps."""
    standard, stated = amount_of(run, terms.deductible, bill)
    deductible = ZERO
    if standard is not None:
        deductible = min(base, to_fen(standard * terms.deductible_factor))
        run.note("layer_deductible", deductible, stated.path, {"layer": layer.id, "base": base})
    rule = terms.rule
    if rule is None or not base:
        return deductible, ZERO
    caps = layer.caps.pick(run.facts).value if terms.capped else None
    cost = _within_cost(run, caps, base, deductible, bill) if caps else base
    entitled = to_fen(max(ZERO, paid_on(run, rule, Measure(cost, deductible), tilt=terms.points)))
    if entitled > base:
        entitled = base
    return deductible, _within_payment(run, caps, entitled, bill) if caps else entitled


def _within_cost(
    run: Run, caps: tuple[Cap, ...], base: Decimal, deductible: Decimal, bill: dict[str, Decimal]
) -> Decimal:
    """C2 on a layer: the cost that is paid on, the deductible in it."""
    cost = base
    for cap in caps:
        amount, stated = (None, None) if cap.on == "payment" else amount_of(run, cap.amount, bill)
        if amount is None:
            continue
        limit = amount if cap.on == "cost" else amount + deductible
        if limit < cost:
            cost = max(deductible, limit)
            run.note(
                "cost_cap",
                cost - deductible,
                stated.path,
                {"cost": base, "cap": amount, "used_before": ZERO, "on": cap.on},
            )
    return cost


def _within_payment(run: Run, caps: tuple[Cap, ...], pays: Decimal, bill: dict[str, Decimal]) -> Decimal:
    for cap in caps:
        amount, stated = (None, None) if cap.on != "payment" else amount_of(run, cap.amount, bill)
        if amount is not None and amount < pays:
            run.note("cap_on_payment", amount, stated.path, {"before": pays, "cap": amount, "used_before": ZERO})
            pays = amount
    return pays


def _not_yet_paid(run: Run, layer: Layer, entitled: Decimal, year: LayerYear, base: Decimal) -> Decimal:
    """What the year owes less what it has paid, at most what is still open of this visit."""
    if year.paid:
        run.note("layer_paid_before", year.paid, layer.path, {"layer": layer.id, "entitled": entitled})
    return min(base, max(ZERO, entitled - year.paid))


def _take_over(parts: dict[str, Decimal], names: tuple[str, ...], pays: Decimal) -> None:
    """Take what a layer pays from the parts of its base, in the order of PARTS."""
    for name in names:
        if not pays:
            break
        taken = min(parts[name], pays)
        parts[name] -= taken
        pays -= taken
