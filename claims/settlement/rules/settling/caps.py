"""Caps: on the cost before the ratio (C2), on the payment after it (C1). A cap used up pays nothing (C4)."""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from claims.settlement.rules.records.amounts import Amount
from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.conditions import known
from claims.settlement.rules.records.policy import Cap
from claims.settlement.rules.records.rounding import FEN, ZERO
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.amounts import amount_of
from claims.settlement.rules.settling.pots import told_of, used_in_pot
from claims.settlement.rules.settling.year import used_before


class Capped(Struct, frozen=True, gc=False):
    """What the caps on payments leave, what overflows, what is left of the tightest (None: there is none), and whether above the
    one that cut lies cost."""

    pays: Decimal
    over: Decimal
    left_to_cap: Decimal | None
    over_is_cost: bool


def caps_of(run: Run) -> tuple[Cap, ...]:
    """The basic fund's caps for this case. Raises `value_missing` when the policy says neither a cap nor "none"."""
    return run.section("caps").value or ()


def limit_cost(
    run: Run, caps: tuple[Cap, ...], cost: Decimal, deductible: Decimal, bill: dict[str, Decimal]
) -> Decimal:
    """The base that the ratio is applied to: cost less deductible, within every cap on cost."""
    base = cost - deductible
    for cap in caps:
        if cap.on == "payment":
            continue
        amount, stated = cap_amount(run, cap, bill)
        if amount is None:
            continue
        before = _cost_before(run, cap)
        room = amount - before if before < amount else ZERO
        counted = (cost if cost < room else room) - deductible if cap.on == "cost" else room
        if counted < base:
            base = counted if counted > ZERO else ZERO
            inputs = {"cost": cost, "cap": amount} | used_told(run, cap, before, bill) | {"on": cap.on}
            inputs |= told_of(run, cap)
            run.note("cost_cap", base, stated.path, inputs)
    return base


def cap_amount(run: Run, cap: Cap, bill: dict[str, Decimal]) -> tuple[Decimal | None, Stated[Amount | None]]:
    """The amount of a cap; by visit it counts for each visit or stay that the bill covers, by day for each day of the stay."""
    amount, stated = amount_of(run, cap.amount, bill)
    if amount is None or not cap.of_bill:
        return amount, stated
    times = known(run.facts, "days") if cap.period == "day" else run.case.visit.stays
    return (amount if times == 1 else amount * times), stated


def in_days(run: Run, cap: Cap, bill: dict[str, Decimal]) -> dict[str, object]:
    """What a step says of a cap by day: the amount for one of them, and how many there are."""
    if cap.period != "day":
        return {}
    return {"standard": amount_of(run.aside(), cap.amount, bill)[0], "days": run.facts["days"]}


def used_told(run: Run, cap: Cap, used: Decimal, bill: dict[str, Decimal]) -> dict[str, object]:
    """What a step says of what was used before; of a cap by day, which counts nothing of the year, how it comes to be."""
    return in_days(run, cap, bill) or {"used_before": used}


def _cost_before(run: Run, cap: Cap) -> Decimal:
    return ZERO if cap.of_bill else cost_used(run, cap)


def cost_used(run: Run, cap: Cap) -> Decimal:
    """What the year, quarter or month has used of a cap on cost."""
    if cap.pot is not None:
        in_scope = used_in_pot(run, cap, "in_scope")
        return in_scope if cap.on == "cost" else max(ZERO, in_scope - used_in_pot(run, cap, "deductible_taken"))
    pot = run.policy.cap_pot(cap.path)
    in_scope = used_before(run, cap.counter, "in_scope", pot)
    if cap.on == "cost":
        return in_scope
    taken = used_before(run, cap.counter, "deductible_taken", pot)
    return in_scope - taken if in_scope > taken else ZERO


def payment_used(run: Run, cap: Cap) -> Decimal:
    """What the year, quarter or month has used of a cap on payments."""
    if cap.pot is not None:
        return used_in_pot(run, cap, "fund_paid")
    return used_before(run, cap.counter, "fund_paid", run.policy.cap_pot(cap.path))


def cost_at(paid: Decimal, base: Decimal, payment: Callable[[Decimal], Decimal]) -> Decimal:
    """The smallest base on which the unrounded `payment`, which never falls, comes to what is paid; never less than that."""
    low, high = int(min(paid, base) / FEN), int(base / FEN)
    while low < high:
        middle = (low + high) // 2
        if payment(middle * FEN) >= paid:
            high = middle
        else:
            low = middle + 1
    return low * FEN


def limit_payment(run: Run, caps: tuple[Cap, ...], pays: Decimal, bill: dict[str, Decimal]) -> Capped:
    """The payment within every cap on payments; what is over is kept, not lost."""
    left: Decimal | None = None
    uncapped, over_is_cost = pays, False
    for cap in caps:
        if cap.on != "payment" or cap.kinds is not None:
            continue
        amount, stated = cap_amount(run, cap, bill)
        if amount is None:
            continue
        before = ZERO if cap.of_bill else payment_used(run, cap)
        room = amount - before if amount > before else ZERO
        if room < pays:
            inputs = {"before": pays, "cap": amount} | used_told(run, cap, before, bill) | told_of(run, cap)
            run.note("cap_on_payment", room, stated.path, inputs)
            pays, over_is_cost = room, cap.overflow == "cost"
        left = room if left is None or room < left else left
    return Capped(pays, uncapped - pays, None if left is None else left - pays, over_is_cost)
