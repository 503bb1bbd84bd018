"""Caps on what the fund pays for some classes of items (C5), by stay or by day: what of a payment is for them, and what is cut.

Under the scheme's ratio the policy says where such items stand: `first`, so that the deductible and the lowest segments fall on
them; `last`, after all other cost; or with their `share` of what is paid on all cost that is neither. Items with a final ratio are
paid apart, and that payment is theirs.
"""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import Cap
from claims.settlement.rules.records.rounding import ZERO, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.caps import cap_amount, in_days
from claims.settlement.rules.settling.final_ratio import Pools, paid_apart

# The unrounded payment of the scheme on the first so much of the ordinary base.
Payment = Callable[[Decimal], Decimal]


class Block(Struct, frozen=True, gc=False, kw_only=True):
    """Ordinary cost that stands together: all of it, what of it carries a deductible, and what of it is for each cap."""

    cost: Decimal
    carries: Decimal
    shares: dict[str, Decimal]


class Capped(Struct, frozen=True, gc=False, kw_only=True):
    """A cap on classes of items with the most it allows this bill, and the ordinary cost under it."""

    cap: Cap
    most: Decimal
    path: str
    cost: Decimal
    exempt: Decimal


def cut_by_class(
    run: Run,
    caps: tuple[Cap, ...],
    pools: Pools,
    deductible: Decimal,
    base: Decimal,
    by_kind: dict[str, Decimal],
    amounts: dict[str, Decimal],
    payment: Payment,
) -> Decimal:
    """What these caps cut off in all, to the fen. `by_kind` is the in-scope cost by class of items, `deductible` what falls on
    ordinary cost, `base` what is paid on in all; the costs with a final ratio in `pools` are those the deductible has left.

    Raises `bill_needs_lines` for a bill of sums, which does not tell what of it is for such items.
    """
    found = _capped(run, caps, pools, by_kind, amounts)
    if not found:
        return ZERO
    if run.case.buckets is not None:
        raise SettlementError("bill_needs_lines", "bill.lines")
    ordinary = min(base, pools.ordinary - deductible)
    paid = _paid_on_blocks(_blocks(found, pools), deductible, ordinary, payment)
    apart = paid_apart(pools.finals, base - ordinary)
    cut = ZERO
    for one in found:
        its = paid.get(one.cap.path, ZERO) + sum([apart[kind] for kind in one.cap.kinds or () if kind in apart], ZERO)
        cut += _cut(run, one, to_fen(max(ZERO, its)), amounts)
    return cut


def _capped(
    run: Run, caps: tuple[Cap, ...], pools: Pools, by_kind: dict[str, Decimal], amounts: dict[str, Decimal]
) -> list[Capped]:
    """The caps on classes of items that hold for this case."""
    apart = {one.item_class for one in pools.finals}
    rule = run.section("deductible").value
    exempt = (rule.exempt.pick(run.facts).value if rule is not None else None) or frozenset()
    found = []
    for cap in caps:
        if cap.kinds is None:
            continue
        most, stated = cap_amount(run, cap, amounts)
        if most is not None:
            costs = {kind: by_kind[kind] for kind in cap.kinds if kind in by_kind and kind not in apart}
            spared = sum([cost for kind, cost in costs.items() if kind in exempt], ZERO)
            cost = sum(costs.values(), ZERO)
            found.append(Capped(cap=cap, most=most, path=stated.path, cost=cost, exempt=spared))
    return _within(found, pools.ordinary)


def _within(found: list[Capped], ordinary: Decimal) -> list[Capped]:
    """What an account has paid first it has paid of other cost; what that could not bear, of these, in the policy's order."""
    short = sum([one.cost for one in found], ZERO) - ordinary
    left = []
    for one in found:
        taken = min(one.cost, short) if short > ZERO else ZERO
        short -= taken
        cost = one.cost - taken
        left.append(replace(one, cost=cost, exempt=min(one.exempt, cost)))
    return left


def _blocks(found: list[Capped], pools: Pools) -> list[Block]:
    """The ordinary cost in the order in which deductible and segments fall on it."""
    own = {place: [one for one in found if one.cap.paid_as == place] for place in ("first", "last", "share")}
    first, last = ([_block([one]) for one in own[place]] for place in ("first", "last"))
    apart = [*first, *last]
    cost = pools.ordinary - sum([one.cost for one in apart], ZERO)
    carries = pools.carrying - sum([one.carries for one in apart], ZERO)
    shares = {one.cap.path: one.cost for one in own["share"]}
    middle = Block(cost=cost, carries=min(cost, max(ZERO, carries)), shares=shares)
    return [*first, middle, *last]


def _block(found: list[Capped]) -> Block:
    cost = sum([one.cost for one in found], ZERO)
    exempt = sum([one.exempt for one in found], ZERO)
    return Block(cost=cost, carries=cost - exempt, shares={one.cap.path: one.cost for one in found})


def _paid_on_blocks(blocks: list[Block], deductible: Decimal, base: Decimal, payment: Payment) -> dict[str, Decimal]:
    """Cap -> what of the unrounded payment is for its items. Each block is paid what the payment grows by with it."""
    paid: dict[str, Decimal] = {}
    reached, before = ZERO, ZERO
    for block in blocks:
        taken = min(block.carries, deductible)
        deductible -= taken
        reached = min(base, reached + block.cost - taken)
        now = payment(reached) if reached else ZERO
        for path, cost in block.shares.items():
            paid[path] = (now - before) * cost / block.cost if block.cost else ZERO
        before = now
    return paid


def _cut(run: Run, one: Capped, paid: Decimal, amounts: dict[str, Decimal]) -> Decimal:
    if paid <= one.most:
        return ZERO
    named = "|".join(sorted(one.cap.kinds or ()))
    inputs = {"item_classes": named, "paid": paid, "paid_as": one.cap.paid_as, "cap": one.most}
    run.note("cap_on_class", one.most, one.path, inputs | in_days(run, one.cap, amounts))
    return paid - one.most
