"""The deductible (D1 to D6): what this visit is charged before the fund pays, never more than the in-scope cost."""

from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import LOCAL, Facts
from claims.settlement.rules.records.policy import DeductibleRule, OffSite
from claims.settlement.rules.records.rounding import ZERO, exact, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import NO_BILL, amount_needed, amount_of
from claims.settlement.rules.settling.once_a_year import charged_before
from claims.settlement.rules.settling.pots import SPANS, told_of, used_in_pot
from claims.settlement.rules.settling.repeat_admission import after_repeat
from claims.settlement.rules.settling.transfers import PAID, after_transfer, pays_difference, went_on_from_first
from claims.settlement.rules.settling.year import used_before


class Standard(Struct, frozen=True, gc=False):
    """The deductible of this visit, and what it would be without the transfer."""

    amount: Decimal
    whole: Decimal


def take_deductible(
    run: Run, off_site: OffSite | None, bill: dict[str, Decimal], may_carry: Decimal
) -> tuple[Decimal, Decimal]:
    """The standard of this visit, and what is taken of it: at most the in-scope cost that is not exempt.

    `bill` holds total and in_scope (what is left of it before the deductible); `may_carry` is what of that is neither exempt (D5)
    nor kept apart by a final ratio.
    """
    rule = run.section("deductible").value
    if rule is None:
        run.note("deductible_standard", ZERO, "deductible", {})
        return ZERO, ZERO
    carried = run.case.visit.carried
    if carried is not None and rule.period in ("admission", "visit"):
        # A later part of a stay goes on with its deductible.
        run.note("deductible_goes_on", carried, rule.path, {})
        standard, due = Standard(carried, carried), carried
    else:
        standard = _standard(run, rule, off_site, bill)
        due = _left_of_year(run, rule, standard)
    left = _ceiling(run, rule, due)
    taken = left if left < may_carry else may_carry
    inputs = {"in_scope": bill["in_scope"], "exempt": bill["in_scope"] - may_carry, "left": left}
    run.note("deductible_taken", taken, rule.path, inputs)
    return standard.amount, taken


def _standard(run: Run, rule: DeductibleRule, off_site: OffSite | None, bill: dict[str, Decimal]) -> Standard:
    """Amount by level and so on (D1, D6), another one off-site (O4), repeat admissions (D2), waivers and transfers (D5)."""
    visit = run.case.visit
    transfer = visit.transfer
    if transfer is None:
        if visit.stays == 1 and not run.policy.deductible_of_bill:
            return run.remember((rule.path, id(off_site)), _of_one_stay, run, rule, off_site, bill)
        return _alone(_of_stays(run, rule, off_site, bill, visit.stays))
    # Of several stays on one bill the first is the one that goes on after the transfer.
    first, *others = _of_stays(run, rule, off_site, bill, visit.stays)
    rest = sum(others, ZERO)
    left = after_transfer(run, rule, transfer, first, lambda facts: _of_stay_before(run, facts))
    return Standard(left + rest, first + rest)


def _of_one_stay(run: Run, rule: DeductibleRule, off_site: OffSite | None, bill: dict[str, Decimal]) -> Standard:
    return _alone(_of_stays(run, rule, off_site, bill, 1))


def _alone(amounts: tuple[Decimal, ...]) -> Standard:
    amount = sum(amounts, ZERO)
    return Standard(amount, amount)


def _of_stays(
    run: Run, rule: DeductibleRule, off_site: OffSite | None, bill: dict[str, Decimal], stays: int
) -> tuple[Decimal, ...]:
    """Of several stays or visits on one bill each has its own deductible and its own reductions, rounded once."""
    amount = _base_amount(run, rule, off_site, bill)
    amounts: tuple[Decimal, ...] = (amount,)
    if rule.period == "admission":
        amounts = after_repeat(run, rule, amount, stays)
    elif rule.period == "visit" and stays > 1:
        amounts = (amount,) * stays
        inputs = {"standard": amount, "stays": stays}
        run.note("deductible_repeat", sum(amounts, ZERO), rule.path, inputs)
    return tuple([_rounded(run, rule, _reduced(run, rule, one)) for one in amounts])


def _base_amount(run: Run, rule: DeductibleRule, off_site: OffSite | None, bill: dict[str, Decimal]) -> Decimal:
    if off_site is not None:
        other, leaf = amount_of(run, off_site.deductible, bill)
        if other is not None:
            run.note("deductible_off_site", other, leaf.path, {"off_site": run.facts["off_site"]})
            return other
    found, stated = amount_of(run, rule.amount, bill)
    amount = found or ZERO
    run.note("deductible_standard", amount, stated.path, {})
    return _doubled(run, off_site, amount)


def _doubled(run: Run, off_site: OffSite | None, amount: Decimal) -> Decimal:
    factor = off_site.deductible_factor.pick(run.facts) if off_site is not None else None
    if factor is None or factor.value is None:
        return amount
    changed = exact(amount * factor.value)
    inputs = {"standard": amount, "factor": factor.value, "off_site": run.facts["off_site"]}
    run.note("deductible_off_site", changed, factor.path, inputs)
    return changed


def _of_stay_before(run: Run, facts: Facts) -> Decimal:
    """What the hospital before must have charged: its own amount, repeat and reductions. A share of its bill is not known."""
    before = Run(run.policy, run.case, facts)
    rule = run.policy.deductible.pick(facts).value
    if rule is None:
        return ZERO
    off_site = None if facts["off_site"] == LOCAL else run.policy.off_site.pick(facts).value
    try:
        return _of_stays(before, rule, off_site, NO_BILL, 1)[0]
    except SettlementError as error:
        if error.path.endswith(".of"):
            raise SettlementError("fact_missing", PAID) from None
        raise


def _reduced(run: Run, rule: DeductibleRule, amount: Decimal) -> Decimal:
    """Every reduction whose condition holds, one after the other; none ever raises the amount."""
    for reduction in rule.reductions:
        if not reduction.condition.holds(run.facts):
            continue
        by, _stated = amount_needed(run, reduction.by)
        before = amount
        if reduction.form == "share":
            amount = exact(amount * by)
        elif reduction.form == "less":
            amount = max(ZERO, amount - by)
        elif by >= amount:
            continue
        else:
            amount = by
        run.note("deductible_reduced", amount, reduction.path, {"before": before, reduction.form: by})
    return amount


def _rounded(run: Run, rule: DeductibleRule, amount: Decimal) -> Decimal:
    """A deductible is rounded once, after all that changes it."""
    rounded = to_fen(amount)
    if rounded != amount:
        run.note("deductible_rounded", rounded, rule.path, {"exact": amount})
    return rounded


def _left_of_year(run: Run, rule: DeductibleRule, standard: Standard) -> Decimal:
    """D3: what of a deductible of the year, quarter or month is left; one charged once a year is nothing after the first time."""
    if rule.period in ("admission", "visit"):
        return standard.amount
    if rule.pot is not None:
        before = used_in_pot(run, rule, "deductible_taken")
    else:
        before = used_before(run, rule.counter, "deductible_taken", run.policy.deductible_pot)
    if rule.period == "once_a_year":
        return _once(run, rule, standard, before)
    # What the hospital before a transfer charged is among what the year has taken: it counts once.
    left = max(ZERO, min(standard.amount, standard.whole - before))
    if left != standard.amount or standard.amount == standard.whole:
        code = "deductible_period" if rule.period in SPANS else "deductible_year"
        inputs = {"standard": standard.whole, "taken_before": before, **told_of(run, rule)}
        run.note(code, left, rule.path, inputs)
    return left


def _once(run: Run, rule: DeductibleRule, standard: Standard, before: Decimal) -> Decimal:
    """The whole the first time; after a transfer also the difference, when the first time was the stay that goes on."""
    charged = charged_before(run, rule, standard.whole, before)
    transfer = run.case.visit.transfer
    due = not charged or (
        transfer is not None and pays_difference(run, rule, transfer) and went_on_from_first(run, transfer)
    )
    left = standard.amount if due else ZERO
    run.charged_once[rule.id] = left
    run.note("deductible_once", left, rule.path, {"standard": standard.amount, "charged_before": charged})
    return left


def _ceiling(run: Run, rule: DeductibleRule, left: Decimal) -> Decimal:
    """D4: all deductibles of a year together stay below a ceiling."""
    ceiling, stated = amount_of(run, rule.yearly_ceiling)
    if ceiling is None:
        return left
    if rule.pot is not None:
        before = used_in_pot(run, rule, "deductible_taken", "year")
    else:
        before = used_before(run, rule.counter, "deductible_taken", run.policy.ceiling_pot)
    room = ceiling - before if before < ceiling else ZERO
    if room < left:
        inputs = {"before": left, "ceiling": ceiling, "taken_before": before, **told_of(run, rule, "year")}
        run.note("deductible_ceiling", room, stated.path, inputs)
        return room
    return left
