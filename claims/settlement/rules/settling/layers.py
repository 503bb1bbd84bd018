"""Layers after the basic fund: above the cap (C3), major illness (L1 to L3), assistance (L4), supplements (L5, L6).

All have one form: what enters the base, a deductible of its own, a ratio, caps, and better terms for some people. They pay in the
order of the policy, each on what the ones before it have left.
"""

from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.amounts import Amount
from claims.settlement.rules.records.case import Accumulators, LayerYear
from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import IN_SCOPE_PARTS, KINDS, Cap, Layer, LeftOf
from claims.settlement.rules.records.rounding import ONE, ZERO, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_at
from claims.settlement.rules.settling.caps import cap_amount, used_told
from claims.settlement.rules.settling.layer_base import NO_CLASSES, Borne, by_class
from claims.settlement.rules.settling.layer_terms import Terms, completed, terms_of
from claims.settlement.rules.settling.lines import Bill
from claims.settlement.rules.settling.ratio import at_least, paid_on
from claims.settlement.rules.settling.segments import Measure
from claims.settlement.rules.settling.year import used_before

PAID_BEFORE = {
    "major_illness": "major_illness_paid",
    "assistance": "assistance_paid",
    "supplement": "supplement_paid",
}

OF_BURDEN = frozenset(IN_SCOPE_PARTS)
# Kind -> the fields of the year in which the kinds before it stand.
EARLIER = {kind: tuple(PAID_BEFORE[one] for one in KINDS[:number]) for number, kind in enumerate(KINDS)}


class LayerResult(Struct, frozen=True, gc=False, kw_only=True):
    """One layer: the base of this visit, the year's base with it, the deductible charged, what it pays."""

    id: str
    kind: str
    base: Decimal
    year_base: Decimal
    deductible: Decimal
    pays: Decimal


NO_YEAR = LayerYear(ZERO, ZERO)


class Measured(Struct, frozen=True, gc=False):
    """What a layer pays on: the base of this visit, and the year before it.

    `cumulative`: the base accumulates over the year, and what was paid is taken off; else only yearly caps count the year.
    """

    base: Decimal
    before: LayerYear
    cumulative: bool


def pay_layers(run: Run, parts: dict[str, Decimal], bill: Bill, cost: Decimal) -> tuple[LayerResult, ...]:
    """Every layer in turn; `parts` is what the person still bears and shrinks by what each layer pays, `cost` the in-scope cost
    that the year counts.

    Raises `value_missing` when the policy neither lists layers nor says "none".
    """
    layers = layers_of(run)
    if layers is None:
        run.note("layers_elsewhere", None, "layers", {})
        return ()
    concerned = run.remember(id(layers), _concerned, run, layers)
    borne = Borne(parts, by_class(run, bill) if run.policy.layer_classes else NO_CLASSES)
    amounts = {"total": bill.total, "in_scope": cost}
    return tuple([_pay(run, layer, layers, borne, amounts) for layer in concerned])


def _concerned(run: Run, layers: tuple[Layer, ...]) -> list[Layer]:
    """The layers that are for this person."""
    return [layer for layer in layers if layer.condition.holds(run.facts)]


def layers_of(run: Run) -> tuple[Layer, ...] | None:
    """The policy's layers; None when it says that they are settled elsewhere."""
    value = run.section("layers").value
    return None if isinstance(value, str) else value or ()


def _pay(run: Run, layer: Layer, layers: tuple[Layer, ...], borne: Borne, bill: dict[str, Decimal]) -> LayerResult:
    open_now = borne.of(layer, run)
    terms = run.remember(layer.path, terms_of, run, layer)
    base = _between(run, layer, layer.between, bill, open_now) if layer.between else open_now
    measured = _measured(run, layer, layers, terms, base)
    before = measured.before.base if measured.cumulative else ZERO
    year_base = before + base if before else base
    run.note(
        "layer_base",
        year_base,
        layer.path,
        {"layer": layer.id, "kind": layer.kind, "before_this_visit": before, "this_visit": base},
    )
    deductible = _deductible(run, layer, layers, terms, year_base, bill)
    pays = _entitled(run, layer, measured, year_base, deductible, terms, bill)
    if measured.cumulative and (pays or measured.before.paid):
        pays = _not_yet_paid(run, layer, pays, measured)
    if pays:
        borne.pay(layer, pays)
    run.note("layer_pays", pays, layer.path, {"layer": layer.id, "kind": layer.kind, "base": base})
    return LayerResult(id=layer.id, kind=layer.kind, base=base, year_base=year_base, deductible=deductible, pays=pays)


def _between(
    run: Run, layer: Layer, bounds: tuple[Decimal, Decimal | None], bill: dict[str, Decimal], open_now: Decimal
) -> Decimal:
    """C3: the part of the year's in-scope cost that lies in the layer's range, as far as it is still open."""
    low, high = bounds
    before = used_before(run, "kind", "in_scope") if layer.measured == "year" else ZERO
    begins, ends = max(low, before), before + bill["in_scope"]
    if high is not None and high < ends:
        ends = high
    inside = ends - begins if ends > begins else ZERO
    return inside if inside < open_now else open_now


def _measured(run: Run, layer: Layer, layers: tuple[Layer, ...], terms: Terms, base: Decimal) -> Measured:
    """The layer's own year; from the general accumulators when the case does not give it. Kept for the year after.

    Raises `fact_missing` when something was paid and the burden it was paid on is not known, unless that does not matter: without
    a deductible and with one ratio each bill stands for itself.
    """
    if not (layer.cumulative or layer.counts_year):
        return Measured(base, NO_YEAR, cumulative=False)
    own = run.case.accumulators.layers.get(layer.id)
    given = own is not None
    if own is None:
        own = from_general(run, layer, layers)
    run.layer_years[layer.id] = own, layer.cumulative
    if own.base or not (own.paid or (not given and _had_a_year(run, layer))):
        return Measured(base, own, layer.cumulative)
    if layer.cost_capped or (layer.cumulative and not _alike(terms)):
        raise SettlementError("fact_missing", _burden_of(layer, given=given))
    return Measured(base, own, layer.cumulative and not own.paid)


def _had_a_year(run: Run, layer: Layer) -> bool:
    """Whether something of the year must have entered a base of which the general accumulators tell nothing."""
    if layer.between:
        return used_before(run, "kind", "in_scope") > layer.between[0]
    if not layer.shares or not run.case.accumulators.burden:
        return False
    return any(one.part in IN_SCOPE_PARTS for one in layer.shares)


def _burden_of(layer: Layer, *, given: bool) -> str:
    """Where a case tells the burden on which a layer has paid; the sum it paid says too little alone."""
    if given or layer.shares or layer.between:
        return f"accumulators.layers.{layer.id}.base"
    return "accumulators.burden" if OF_BURDEN.intersection(layer.base) else f"accumulators.{PAID_BEFORE[layer.kind]}"


def _alike(terms: Terms) -> bool:
    """Whether earlier bills of the year cannot change what this one is paid, payment caps apart."""
    rule, standard = terms.rule, terms.deductible.value
    return (rule is None or rule.flat is not None) and (not standard or not terms.deductible_factor)


def from_general(run: Run, layer: Layer, layers: tuple[Layer, ...]) -> LayerYear:
    """The person's in-scope burden of the year, less what kinds of layers before this one have paid on it.

    A layer that has no in-scope part, or only a share of one, has no part in that burden; it begins at zero unless the case gives
    its own year.
    """
    year = run.case.accumulators
    paid = getattr(year, PAID_BEFORE[layer.kind])
    own = _paid_by_kind(year, layer, layers) if paid and _first_of_kind(layer, layers) else ZERO
    if not year.burden or OF_BURDEN.isdisjoint(layer.base):
        return LayerYear(ZERO, own)
    burden = year.burden
    for name in EARLIER[layer.kind]:
        burden -= getattr(year, name)
    return LayerYear(burden if burden > ZERO else ZERO, own)


def _paid_by_kind(year: Accumulators, layer: Layer, layers: tuple[Layer, ...]) -> Decimal:
    """What layers of this kind have paid, less what is known to be other layers' own."""
    paid = getattr(year, PAID_BEFORE[layer.kind])
    if paid and year.layers:
        paid -= sum(
            [year.layers[one.id].paid for one in layers if one.kind == layer.kind and one.id in year.layers], ZERO
        )
    return paid if paid > ZERO else ZERO


def _first_of_kind(layer: Layer, layers: tuple[Layer, ...]) -> bool:
    for one in layers:
        if one.kind == layer.kind:
            return one is layer
    return False


def _entitled(
    run: Run,
    layer: Layer,
    measured: Measured,
    base: Decimal,
    deductible: Decimal,
    terms: Terms,
    bill: dict[str, Decimal],
) -> Decimal:
    """What the layer owes on its whole base, rounded once and within its caps."""
    rule = terms.rule
    if rule is None or not base or (terms.quiet and base <= deductible):
        return ZERO
    if not terms.complete:
        terms = completed(run, layer, terms)
    caps = terms.caps
    cost = _within_cost(run, caps, measured, base, deductible, bill) if caps else base
    raw = paid_on(run, rule, Measure(cost, deductible), tilt=terms.points, changes=terms.changes)
    if rule.floored and cost > deductible:
        after = base - deductible
        bases = {"base": cost - deductible, "in_scope": base, "total": base, "total_after_deductible": after}
        raw = at_least(run, rule, raw, bases)
    entitled = to_fen(raw) if raw > ZERO else ZERO
    if entitled > base:
        entitled = base
    return _within_payment(run, caps, measured, entitled, bill) if caps else entitled


def _deductible(
    run: Run, layer: Layer, layers: tuple[Layer, ...], terms: Terms, base: Decimal, bill: dict[str, Decimal]
) -> Decimal:
    """What is charged of the layer's deductible; noted is what it leaves for a layer that shares it."""
    stated, standard = terms.deductible, terms.standard
    if standard is None:
        standard = _standard(run, stated, layers, bill)
        if standard is None:
            return ZERO
        if terms.deductible_factor is not ONE:
            standard = to_fen(standard * terms.deductible_factor)
    deductible = standard if standard < base else base
    if layer.lends:
        run.deductible_left[layer.id] = standard - deductible
    run.note("layer_deductible", deductible, stated.path, {"layer": layer.id, "base": base})
    return deductible


def _standard(
    run: Run, stated: Stated[Amount | LeftOf | None], layers: tuple[Layer, ...], bill: dict[str, Decimal]
) -> Decimal | None:
    """The deductible as stated, or what the layer it is shared with has left: all of it, when that one is not for this person."""
    if not isinstance(stated.value, LeftOf):
        return amount_at(run, stated.value, bill, stated.path)
    shared = stated.value.layer
    if shared in run.deductible_left:
        return run.deductible_left[shared]
    other = next(layer for layer in layers if layer.id == shared)
    return _standard(run, other.deductible.pick(run.facts), layers, bill)


def _within_cost(
    run: Run, caps: tuple[Cap, ...], measured: Measured, base: Decimal, deductible: Decimal, bill: dict[str, Decimal]
) -> Decimal:
    """C2 on a layer: the cost that is paid on, the deductible in it."""
    cost = base
    for cap in caps:
        if cap.on == "payment":
            continue
        amount, stated = cap_amount(run, cap, bill)
        if amount is None:
            continue
        used = ZERO if measured.cumulative or cap.of_bill else measured.before.base
        limit = (amount if cap.on == "cost" else amount + deductible) - used
        if limit < cost:
            cost = max(deductible, limit)
            inputs = {"cost": base, "cap": amount} | used_told(run, cap, used, bill) | {"on": cap.on}
            run.note("cost_cap", cost - deductible, stated.path, inputs)
    return cost


def _within_payment(
    run: Run, caps: tuple[Cap, ...], measured: Measured, pays: Decimal, bill: dict[str, Decimal]
) -> Decimal:
    """C1 on a layer. A cumulative layer is computed on the year's total; otherwise earlier payments are used up."""
    for cap in caps:
        if cap.on != "payment":
            continue
        amount, stated = cap_amount(run, cap, bill)
        if amount is None:
            continue
        used = ZERO if measured.cumulative or cap.of_bill else measured.before.paid
        room = amount - used if amount > used else ZERO
        if room < pays:
            inputs = {"before": pays, "cap": amount} | used_told(run, cap, used, bill)
            run.note("cap_on_payment", room, stated.path, inputs)
            pays = room
    return pays


def _not_yet_paid(run: Run, layer: Layer, entitled: Decimal, measured: Measured) -> Decimal:
    """What the year owes less what it has paid, at most what is still open of this visit."""
    paid = measured.before.paid
    if paid:
        run.note("layer_paid_before", paid, layer.path, {"layer": layer.id, "entitled": entitled})
    due = entitled - paid if entitled > paid else ZERO
    return due if due < measured.base else measured.base
