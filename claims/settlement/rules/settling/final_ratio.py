"""In-scope cost by how it is paid on: the ordinary cost by the scheme's ratio, some classes of items by a final one (B4).

Where something falls on items with a final ratio, on those with the lowest first: for the person's good, whatever they are called.
"""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from claims.settlement.rules.records.choices import Stated
from claims.settlement.rules.records.rounding import ZERO, to_fen
from claims.settlement.rules.records.steps import Run


class FinalCost(Struct, frozen=True, gc=False):
    """The cost of one class of items that is paid on by a ratio of its own; whether a deductible may fall on it."""

    item_class: str
    cost: Decimal
    ratio: Stated[Decimal]
    carries: bool


class Pools(Struct, frozen=True, gc=False):
    """The ordinary cost, what of it carries a deductible, and the costs with a final ratio, the highest first."""

    ordinary: Decimal
    carrying: Decimal
    finals: tuple[FinalCost, ...]

    @property
    def may_carry(self) -> Decimal:
        """All cost that a deductible may fall on."""
        return (
            self.carrying + sum([one.cost for one in self.finals if one.carries], ZERO)
            if self.finals
            else self.carrying
        )


def pools_of(run: Run, by_kind: dict[str, Decimal], cost: Decimal, account_first: Decimal) -> Pools:
    """`cost` is the in-scope cost that is left; `by_kind` what of it, before an account paid first, is of a class of items."""
    if not by_kind:
        return Pools(cost, cost, ())
    rule = run.section("deductible").value
    exempt = rule.exempt.pick(run.facts).value if rule is not None else None
    finals = _finals(run, by_kind, exempt or frozenset())
    spared = _spared(by_kind, exempt, finals) if exempt else ZERO
    ordinary = cost - sum([one.cost for one in finals], ZERO) if finals else cost
    if finals and (short := spared - ordinary - account_first) > ZERO:
        # The extra first pay is rounded by class of items: what is exempt is not the less for it.
        finals = taken_from(finals, short, carrying_only=True)
        ordinary = cost - sum([one.cost for one in finals], ZERO)
    if ordinary < ZERO:
        # An account that pays first has paid all ordinary cost, and some of this.
        finals, ordinary = taken_from(finals, -ordinary), ZERO
    return Pools(ordinary, ordinary - spared if ordinary > spared else ZERO, finals)


def _spared(by_kind: dict[str, Decimal], exempt: frozenset[str], finals: tuple[FinalCost, ...]) -> Decimal:
    """The cost that carries no deductible, besides what has a final ratio."""
    apart = {one.item_class for one in finals}
    return sum([by_kind[kind] for kind in exempt if kind in by_kind and kind not in apart], ZERO)


def _finals(run: Run, by_kind: dict[str, Decimal], exempt: frozenset[str]) -> tuple[FinalCost, ...]:
    items = run.section("items").value
    if items is None or items.final.isdisjoint(by_kind):
        return ()
    found = []
    for kind in items.final.intersection(by_kind):
        rule = items.classes[kind]
        if rule.final_ratio is not None:
            carries = rule.counts_for_deductible and kind not in exempt
            found.append(FinalCost(kind, by_kind[kind], rule.final_ratio.pick(run.facts), carries))
    return tuple(sorted(found, key=lambda one: (-one.ratio.value, one.item_class)))


def taken_from(finals: tuple[FinalCost, ...], amount: Decimal, *, carrying_only: bool = False) -> tuple[FinalCost, ...]:
    """The costs with an amount taken off, the lowest ratio first; `carrying_only` where a deductible may fall."""
    left = []
    for one in reversed(finals):
        taken = min(one.cost, amount) if one.carries or not carrying_only else ZERO
        amount -= taken
        left.append(replace(one, cost=one.cost - taken))
    return tuple(reversed(left))


def pay_finals(run: Run, finals: tuple[FinalCost, ...], room: Decimal) -> Decimal:
    """B4: no scheme ratio on top; what a cap on cost leaves goes to the highest ratio first. The unrounded payment."""
    raw = ZERO
    for one in finals:
        cost = min(one.cost, room)
        room -= cost
        paid = cost * one.ratio.value
        raw += paid
        run.note(
            "final_ratio",
            to_fen(paid),
            one.ratio.path,
            {"item_class": one.item_class, "cost": cost, "ratio": one.ratio.value},
        )
    return raw


def paid_apart(finals: tuple[FinalCost, ...], room: Decimal) -> dict[str, Decimal]:
    """The same by class of items, without steps."""
    found = {}
    for one in finals:
        cost = min(one.cost, room)
        room -= cost
        found[one.item_class] = cost * one.ratio.value
    return found
