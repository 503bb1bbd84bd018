"""What enters the base of a layer (L2): parts the person bears, whole or a share of them, of all items or of some classes.

The person's in-scope cost is one sum; only first pay, cost over the limit and cost outside the lists are known by class of items.
"""

from collections.abc import Iterable
from decimal import Decimal

from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.policy import BY_CLASS, IN_SCOPE_PARTS, BasePart, Layer
from claims.settlement.rules.records.rounding import ZERO, to_fen
from claims.settlement.rules.records.steps import Run
from claims.settlement.rules.settling.lines import Bill

# Part -> class of items -> what of the part comes from it.
Classes = dict[str, dict[str, Decimal]]
NO_CLASSES: Classes = {}


def by_class(run: Run, bill: Bill) -> Classes:
    """The parts that are known by class, for the classes that the policy's layers name.

    Raises `bill_needs_lines` for a bill of sums in which such a part is not zero.
    """
    if not bill.lines and any(getattr(bill, part) for part in BY_CLASS):
        raise SettlementError("bill_needs_lines", "bill.lines")
    found: Classes = {part: {} for part in BY_CLASS}
    for line in bill.lines:
        if line.item_class in run.policy.layer_classes:
            for part, amounts in found.items():
                amounts[line.item_class] = amounts.get(line.item_class, ZERO) + getattr(line, part)
    return found


class Borne:
    """What the person still bears, by part; it shrinks by what each layer pays."""

    def __init__(self, parts: dict[str, Decimal], classes: Classes) -> None:
        self.parts, self._classes = parts, classes
        self._entered: list[tuple[BasePart, Decimal]] = []
        if classes:
            # A lump sum or a floor on the whole bill may have paid some of it already.
            self._settle_classes()

    def of(self, layer: Layer, run: Run) -> Decimal:
        """The part of the person's share that enters this layer's base."""
        parts = self.parts
        if not layer.shares:
            return sum(map(parts.__getitem__, layer.base or IN_SCOPE_PARTS), ZERO)
        self._entered = [(one, self._entering(one, run)) for one in layer.shares]
        return sum([amount for _one, amount in self._entered], ZERO)

    def _entering(self, one: BasePart, run: Run) -> Decimal:
        amount = self.parts[one.part]
        if one.classes or one.but_classes:
            named = self._classes[one.part]
            of_classes = sum([named.get(name, ZERO) for name in one.classes or one.but_classes], ZERO)
            amount = of_classes if one.classes else amount - of_classes
        share = one.share.pick(run.facts).value if one.share is not None else None
        return amount if share is None else to_fen(amount * share)

    def pay(self, layer: Layer, pays: Decimal) -> None:
        """Take what a layer pays from the parts of its base, in the order of PARTS."""
        if layer.shares:
            for one, amount in self._entered:
                taken = min(amount, pays)
                pays -= taken
                self._take_entry(one, taken)
        else:
            parts = self.parts
            for name in layer.base or IN_SCOPE_PARTS:
                if not pays:
                    break
                borne = parts[name]
                if borne:
                    taken = borne if borne < pays else pays
                    parts[name] = borne - taken
                    pays -= taken
        if self._classes:
            self._settle_classes()

    def _take_entry(self, one: BasePart, taken: Decimal) -> None:
        """Take what a layer pays on an entry from the part and from its classes; what no layer names goes first."""
        named = self._classes.get(one.part, {})
        unnamed = self.parts[one.part] - sum(named.values(), ZERO)
        self.parts[one.part] -= taken
        if one.classes:
            self._take_from(one.part, one.classes, taken)
        elif one.but_classes and taken > unnamed:
            self._take_from(one.part, named.keys() - one.but_classes, taken - unnamed)

    def _settle_classes(self) -> None:
        """What is left of the classes is never more than what is left of the part; what has no class goes first."""
        for part, amounts in self._classes.items():
            over = sum(amounts.values(), ZERO) - self.parts[part]
            if over > ZERO:
                self._take_from(part, sorted(amounts), over)

    def _take_from(self, part: str, names: Iterable[str], pays: Decimal) -> None:
        amounts = self._classes[part]
        for name in sorted(names):
            taken = min(amounts.get(name, ZERO), pays)
            if taken:
                amounts[name] -= taken
                pays -= taken
