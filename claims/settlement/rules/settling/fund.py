"""The basic fund's share: off-site first pay, deductible, caps on cost, ratio and floor, caps on payment (steps 2 to 5)."""

from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.policy import FIRST, Cap, RatioRule
from claims.settlement.rules.records.rounding import ZERO, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.caps import caps_of, cost_at, limit_cost, limit_payment
from claims.settlement.rules.settling.class_caps import cut_by_class
from claims.settlement.rules.settling.deductible import take_deductible
from claims.settlement.rules.settling.final_ratio import FinalCost, Pools, pay_finals, pools_of, taken_from
from claims.settlement.rules.settling.lines import Bill
from claims.settlement.rules.settling.off_site import OffSiteChanges, off_site_changes, off_site_rule
from claims.settlement.rules.settling.ratio import at_least, paid_on
from claims.settlement.rules.settling.segments import Measure
from claims.settlement.rules.settling.year import used_before


class FundShare(Struct, frozen=True, gc=False, kw_only=True):
    """What the basic fund pays, and the parts of the in-scope cost that it leaves. `cost` is what of that the year counts: after
    the extra first pay off-site and what the account paid first."""

    off_site_first_pay: Decimal
    account_first: Decimal
    cost: Decimal
    deductible_standard: Decimal
    deductible: Decimal
    base: Decimal
    over_cap: Decimal
    coinsurance: Decimal
    beyond_base: Decimal
    pays: Decimal
    left_to_cap: Decimal | None


class Ground(Struct, frozen=True, gc=False, kw_only=True):
    """What the fund's payment is worked out from, whatever base is paid on: the ordinary cost, the deductible on it, the costs with
    a final ratio that the deductible has left, and the most there can be to pay."""

    bill: Bill
    changes: OffSiteChanges
    ordinary: Decimal
    on_ordinary: Decimal
    finals: tuple[FinalCost, ...]
    deductible: Decimal
    most: Decimal


def pay_fund(run: Run, bill: Bill) -> FundShare:
    """Steps 2 to 5 of the order of work. Raises SettlementError when the policy is silent."""
    off_site = off_site_rule(run)
    changes = off_site_changes(run, off_site, bill.in_scope)
    cost = bill.in_scope - changes.first_pay if changes.first_pay else bill.in_scope
    account_first = ZERO
    if run.policy.account_first:
        account_first = _account_first(run, cost)
        cost -= account_first
    amounts = {"total": bill.total, "in_scope": cost}
    by_kind = _after_first_pay(bill.by_item_class, changes.first_pay_ratio)
    pools = pools_of(run, by_kind, cost, account_first)
    standard, deductible = take_deductible(run, off_site, amounts, pools.may_carry)
    caps = caps_of(run)
    base = limit_cost(run, caps, cost, deductible, amounts)
    over_cost = cost - deductible - base
    inputs = {
        "in_scope": bill.in_scope - account_first if account_first else bill.in_scope,
        "off_site_first_pay": changes.first_pay,
        "deductible": deductible,
        "over_cap": over_cost,
    }
    run.note("base", base, "", inputs)
    ground = _ground(bill, changes, pools, deductible, account_first)
    raw = _raw_payment(run, ground, base)
    pays = to_fen(raw) if raw > ZERO else ZERO
    over_class = ZERO
    if run.policy.class_caps and not bill.priced:
        over_class = min(pays, _over_classes(run, caps, ground, pools, base, by_kind, amounts))
    capped = limit_payment(run, caps, pays - over_class, amounts)
    pays, over_payment = capped.pays, capped.over + over_class
    if capped.over_is_cost:
        reached = cost_at(pays, base, lambda part: _raw_payment(run.aside(), ground, part))
        run.note("cost_above_cap", base - reached, "caps", {"base": base, "reached_at": reached})
        over_cost, over_payment, base = over_cost + base - reached, ZERO, reached
    run.note("fund_pays", pays, "", {"base": base})
    left_of_base = base - pays if base > pays else ZERO
    # A cap cuts first what a floor gave beyond the base; only what is cut from the base itself is the person's in-scope cost.
    cut_from_base = over_payment if over_payment < left_of_base else left_of_base
    return FundShare(
        off_site_first_pay=changes.first_pay,
        account_first=account_first,
        cost=cost,
        deductible_standard=standard,
        deductible=deductible,
        base=base,
        over_cap=over_cost + cut_from_base,
        coinsurance=left_of_base - cut_from_base,
        beyond_base=pays - base if pays > base else ZERO,
        pays=pays,
        left_to_cap=capped.left_to_cap,
    )


def _ground(bill: Bill, changes: OffSiteChanges, pools: Pools, deductible: Decimal, account_first: Decimal) -> Ground:
    """The deductible falls on ordinary cost first; only what that cannot bear reaches items with a final ratio."""
    on_ordinary = deductible if deductible < pools.carrying else pools.carrying
    finals = pools.finals
    if finals and on_ordinary < deductible:
        finals = taken_from(finals, deductible - on_ordinary, carrying_only=True)
    return Ground(
        bill=bill,
        changes=changes,
        ordinary=pools.ordinary,
        on_ordinary=on_ordinary,
        finals=finals,
        deductible=deductible,
        most=bill.total - account_first,
    )


def _account_first(run: Run, cost: Decimal) -> Decimal:
    """P1 where the account pays before everything else, also before the deductible: what it holds, of the in-scope cost."""
    balance = run.case.personal_account
    if not balance:
        return ZERO
    stated = run.section("personal_account")
    if stated.value != FIRST:
        return ZERO
    pays = balance if balance < cost else cost
    run.note("account_first", pays, stated.path, {"in_scope": cost, "balance": balance})
    return pays


def _after_first_pay(by_item_class: dict[str, Decimal], ratio: Decimal | None) -> dict[str, Decimal]:
    """In-scope cost by class of items after the extra off-site first pay (O1), which takes its share of each."""
    return {kind: cost - to_fen(cost * ratio) for kind, cost in by_item_class.items()} if ratio else by_item_class


def _raw_payment(run: Run, ground: Ground, base: Decimal) -> Decimal:
    """The unrounded payment: the scheme's ratio on the ordinary cost, the final ratios on theirs, the floor on both; never more
    than there is."""
    on_ordinary, most = ground.on_ordinary, ground.most
    ordinary_base = ground.ordinary - on_ordinary
    if base < ordinary_base:
        ordinary_base = base
    apart = pay_finals(run, ground.finals, base - ordinary_base) if ground.finals else ZERO
    rule = run.section("ratio").value
    if rule is None:
        return apart
    raw = apart
    if ordinary_base or not ground.finals or rule.fixed_within == "total":
        raw += _paid_on_ordinary(run, rule, ground, ordinary_base, within=most - apart)
    if rule.floored and base:
        raw = at_least(run, rule, raw, _floor_bases(ground.bill, base, ground.deductible))
    return raw if raw < most else most


def _paid_on_ordinary(run: Run, rule: RatioRule, ground: Ground, base: Decimal, within: Decimal) -> Decimal:
    """The unrounded payment of the scheme on so much of the ordinary cost above the deductible."""
    on_ordinary = ground.on_ordinary
    if rule.segments is None or rule.segments.pick(run.facts).value.measured == "visit":
        measure = Measure(base + on_ordinary, on_ordinary)
    else:
        measure = _with_year_before(run, base + on_ordinary, on_ordinary)
    return paid_on(run, rule, measure, ground.changes, within=within)


def _over_classes(
    run: Run,
    caps: tuple[Cap, ...],
    ground: Ground,
    pools: Pools,
    base: Decimal,
    by_kind: dict[str, Decimal],
    amounts: dict[str, Decimal],
) -> Decimal:
    """What caps on classes of items cut off. What a floor gives besides is paid for no class."""
    rule, aside = run.section("ratio").value, run.aside()

    def payment(part: Decimal) -> Decimal:
        return ZERO if rule is None else min(ground.most, _paid_on_ordinary(aside, rule, ground, part, ground.most))

    left = Pools(pools.ordinary, pools.carrying, ground.finals)
    return cut_by_class(run, caps, left, ground.on_ordinary, base, by_kind, amounts, payment)


def _with_year_before(run: Run, cost: Decimal, deductible: Decimal) -> Measure:
    """With cost and deductible of the year before, where the scale goes on through it."""
    pot = run.policy.ratio_pot
    before = used_before(run, "own", "in_scope", pot), used_before(run, "own", "deductible_taken", pot)
    return Measure(cost, deductible, *before)


def _floor_bases(bill: Bill, base: Decimal, deductible: Decimal) -> dict[str, Decimal]:
    return {
        "base": base,
        "in_scope": bill.in_scope,
        "total": bill.total,
        "total_after_deductible": max(ZERO, bill.total - deductible),
    }
