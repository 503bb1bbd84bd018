"""What the year has used of each of its limits after a settlement: yearly deductible, ceilings, caps, the layers' own."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from claims.settlement.rules import Policy, Settlement, SettlementCase
from claims.settlement.rules.records.facts import facts_of
from claims.settlement.rules.records.policy import Cap, DeductibleRule, Layer, LeftOf
from claims.settlement.rules.records.rounding import to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_at, amount_of
from claims.settlement.rules.settling.caps import caps_of, cost_used, payment_used
from claims.settlement.rules.settling.layers import LayerResult, layers_of
from claims.settlement.rules.settling.pots import SPANS, told_of, used_in_pot
from claims.settlement.rules.settling.year import used_before
from claims.words.codes import code_word
from claims.words.steps import span_words

LABELS = {
    "deductible_year": _("Deductible of the year"),
    "deductible_ceiling": _("Yearly ceiling of deductibles charged"),
    "payment": _("Yearly cap, paid by the fund"),
    "cost": _("Yearly cap, in-scope cost"),
    "cost_after_deductible": _("Yearly cap, cost above the deductible"),
    "layer_deductible": _("%(layer)s: borne first in the year"),
    "layer_payment": _("%(layer)s: yearly cap"),
}
# Of what is counted by itself: the name it is counted under, and in which time.
POT_LABELS = {
    "deductible_year": _("%(pot)s: deductible, %(span)s"),
    "deductible_ceiling": _("%(pot)s: ceiling of deductibles, %(span)s"),
    "payment": _("%(pot)s: cap on what the fund pays, %(span)s"),
    "cost": _("%(pot)s: cap on in-scope cost, %(span)s"),
    "cost_after_deductible": _("%(pot)s: cap on cost above the deductible, %(span)s"),
}


def limit_label(limit: dict) -> str:
    """The name of a limit in the active language."""
    if "pot" in limit:
        named = {"pot": code_word("pot", limit["pot"]), "span": span_words(limit["span"])}
        words = str(POT_LABELS[limit["code"]]) % named
    else:
        words = str(LABELS[limit["code"]]) % {"layer": code_word("layer", limit.get("layer", ""))}
    return words[:1].upper() + words[1:]


def limits_of(policy: Policy, case: SettlementCase, settled: Settlement) -> list[dict]:
    """Each limit of the year, quarter or month that the policy has for this case, with what is used of it.

    As {code, layer?, pot?, span?, limit, used}, amounts as texts of yuan.
    """
    after = Run(
        policy, replace(case, accumulators=settled.accumulators_after), facts_of(case, policy.decided_by, policy.age_on)
    )
    counted = settled if settled.hospital is None else settled.hospital.counted
    bill = {"total": counted.total, "in_scope": counted.in_scope - settled.off_site_first_pay}
    found = _of_deductible(after, bill)
    found += [_of_cap(after, cap, bill) for cap in caps_of(after) if not cap.of_bill]
    by_id = {result.id: result for result in settled.layers}
    uncapped = {
        step.inputs["layer"] for step in settled.steps if step.code == "layer_tilt" and not step.inputs["capped"]
    }
    for layer in layers_of(after) or ():
        if layer.id in by_id and (layer.cumulative or layer.counts_year):
            found += _of_layer(after, layer, by_id[layer.id], bill, uncapped=layer.id in uncapped)
    return [limit for limit in found if limit is not None]


def _limit(code: str, limit: Decimal | None, used: Decimal, **more: str) -> dict | None:
    """None where the policy says that there is no such limit."""
    return None if limit is None else {"code": code, "limit": str(limit), "used": str(min(used, limit)), **more}


def _of_deductible(after: Run, bill: dict[str, Decimal]) -> list[dict | None]:
    rule = after.policy.deductible.pick(after.facts).value
    if rule is None:
        return []
    if rule.pot is not None:
        return _of_pot(after, rule, bill)
    used = used_before(after, rule.counter, "deductible_taken", after.policy.ceiling_pot)
    found = [_limit("deductible_ceiling", amount_of(after, rule.yearly_ceiling, bill)[0], used)]
    if rule.period == "year":
        used = used_before(after, rule.counter, "deductible_taken", after.policy.deductible_pot)
        found.append(_limit("deductible_year", amount_of(after, rule.amount, bill)[0], used))
    return found


def _of_pot(after: Run, rule: DeductibleRule, bill: dict[str, Decimal]) -> list[dict | None]:
    """The same of a deductible that is counted by itself, also by month or quarter. What the year does not tell is not shown."""
    found = []
    ceiling = amount_of(after, rule.yearly_ceiling, bill)[0]
    if ceiling is not None:
        used = used_in_pot(after, rule, "deductible_taken", "year")
        found.append(_limit("deductible_ceiling", ceiling, used, **_told(after, rule, "year")))
    if rule.period == "year" or rule.period in SPANS:
        used = used_in_pot(after, rule, "deductible_taken")
        found.append(_limit("deductible_year", amount_of(after, rule.amount, bill)[0], used, **_told(after, rule)))
    return found


def _told(after: Run, rule: Cap | DeductibleRule, period: str | None = None) -> dict[str, str]:
    return {name: str(value) for name, value in told_of(after, rule, period).items()}


def _of_cap(after: Run, cap: Cap, bill: dict[str, Decimal]) -> dict | None:
    amount = amount_of(after, cap.amount, bill)[0]
    return None if amount is None else _limit(cap.on, amount, _counted(after, cap), **_told(after, cap))


def _counted(after: Run, cap: Cap) -> Decimal:
    return payment_used(after, cap) if cap.on == "payment" else cost_used(after, cap)


def _of_layer(
    after: Run, layer: Layer, result: LayerResult, bill: dict[str, Decimal], *, uncapped: bool
) -> list[dict | None]:
    """The layer's own deductible as this person has it, and its cap, unless better terms lift it."""
    year = after.case.accumulators.layers.get(layer.id)
    standard = _own_deductible(after, layer, bill) if layer.cumulative else None
    found = [_limit("layer_deductible", standard, result.year_base, layer=layer.id)]
    for cap in () if uncapped else layer.caps.pick(after.facts).value or ():
        if cap.on == "payment" and cap.period == "year" and year is not None:
            found.append(_limit("layer_payment", amount_of(after, cap.amount, bill)[0], year.paid, layer=layer.id))
    return found


def _own_deductible(after: Run, layer: Layer, bill: dict[str, Decimal]) -> Decimal | None:
    stated = layer.deductible.pick(after.facts)
    if isinstance(stated.value, LeftOf):
        # Shared with a layer before it, where it is told.
        return None
    amount = amount_at(after, stated.value, bill, stated.path)
    tilt = next((tilt for tilt in layer.tilts if tilt.condition.holds(after.facts)), None)
    return amount if amount is None or tilt is None else to_fen(amount * tilt.deductible_factor)
