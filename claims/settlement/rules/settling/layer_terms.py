"""What a layer gives to people with the same facts: its terms, the better ones of a tilt (L3), and what follows from them alone."""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claims.settlement.rules.records.amounts import Amount, Formula
from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import Cap, Layer, LeftOf, RatioRule, Tilt
from claims.settlement.rules.records.rounding import ONE, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import NO_BILL, amount_at
from claims.settlement.rules.settling.ratio import Changes, silent_changes


class Terms(Struct, frozen=True, gc=False, kw_only=True):
    """The layer's own terms or the better ones. Once `complete`: the caps that hold, changes of ratios and a deductible that need
    no step, and whether there is nothing to tell of a base within the deductible (`quiet`)."""

    deductible: Stated[Amount | LeftOf | None]
    rule: RatioRule | None
    deductible_factor: Decimal = ONE
    points: Decimal = Decimal(0)
    capped: bool = True
    caps: tuple[Cap, ...] | None = None
    changes: Changes | None = None
    standard: Decimal | None = None
    quiet: bool = False
    complete: bool = False


def terms_of(run: Run, layer: Layer) -> Terms:
    """The layer's terms, with the first tilt whose condition holds. What the policy does not state of them is told when it is
    needed."""
    terms = Terms(deductible=layer.deductible.pick(run.facts), rule=layer.ratio.pick(run.facts).value)
    tilt: Tilt | None = next((tilt for tilt in layer.tilts if tilt.condition.holds(run.facts)), None)
    if tilt is not None:
        inputs = {"deductible_factor": tilt.deductible_factor, "points": tilt.points, "capped": tilt.capped}
        run.note("layer_tilt", None, f"{layer.path}.tilts", {"layer": layer.id, **inputs})
        terms = replace(terms, **inputs)
    try:
        return completed(run, layer, terms)
    except SettlementError:
        return terms


def completed(run: Run, layer: Layer, terms: Terms) -> Terms:
    """The terms with what follows from them. Raises SettlementError where the policy does not state it."""
    rule = terms.rule
    if rule is None:
        return replace(terms, complete=True)
    caps = layer.caps.pick(run.facts).value if terms.capped else None
    return replace(
        terms,
        caps=caps,
        changes=silent_changes(rule, terms.points),
        standard=_silent_standard(run, terms),
        quiet=_is_quiet(run, rule, caps or ()),
        complete=True,
    )


def _silent_standard(run: Run, terms: Terms) -> Decimal | None:
    """The deductible, unless it hangs on the bill, on another layer or on what needs a step."""
    value = terms.deductible.value
    if not isinstance(value, Decimal) and not (isinstance(value, Formula) and isinstance(value.of, Decimal)):
        return None
    standard = amount_at(run, value, NO_BILL, terms.deductible.path)
    if standard is None:
        return None
    return standard if terms.deductible_factor is ONE else to_fen(standard * terms.deductible_factor)


def _is_quiet(run: Run, rule: RatioRule, caps: tuple[Cap, ...]) -> bool:
    """Segments above the deductible, without a floor or a cap on cost: of a base within the deductible there is nothing to tell."""
    if rule.segments is None or rule.floored or any(cap.on != "payment" for cap in caps):
        return False
    table = rule.segments.pick(run.facts).value
    return not table.slab and table.bounds != "deductible_on_top"
