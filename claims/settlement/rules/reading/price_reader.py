"""Reads the price of a whole stay (H1, H2): by disease or group, for which cost, and what the person's share is worked out on."""

from decimal import Decimal

from claims.settlement.rules.reading.amount_reader import AmountReader
from claims.settlement.rules.reading.choice_reader import Leaf, Reading, read_choice
from claims.settlement.rules.reading.values import read_factor, read_ratio
from claims.settlement.rules.records.choices import Missing, Node, Stated
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.rounding import ONE
from claims.settlement.rules.records.stay_rules import PRICE_COVERS, PRICE_PERSON, PriceRule

KEYS = ("amount", "covers", "person_pays_on", "by_item_below", "by_item_above")


class PriceReader:
    """Reads one document's `price`."""

    def __init__(self, amounts: AmountReader) -> None:
        self.amounts, self.reading = amounts, amounts.reading

    def node(self, value: object, path: str) -> Node[PriceRule | None]:
        """The section, or a choice; "none", or nothing at all, is no price: every bill is settled by its items."""
        if value is None:
            return Stated(None, path)
        return read_choice(self.reading, value, path, self._section, optional=True)

    def _section(self, reading: Reading, value: object, path: str) -> PriceRule:
        # What the person pays on and what the price is for make much money: neither is ever taken for granted.
        table = reading.table(value, path, KEYS, needed=("covers", "person_pays_on"))
        at = joined(path, "amount")
        words = [
            reading.choose(table[key], joined(path, key), allowed) if table.get(key) is not None else None
            for key, allowed in (("covers", PRICE_COVERS), ("person_pays_on", PRICE_PERSON))
        ]
        return PriceRule(
            amount=self.amounts.node(table["amount"], at, optional=True) if "amount" in table else Missing(at),
            covers=words[0] or PRICE_COVERS[0],
            person_pays_on=words[1] or PRICE_PERSON[0],
            by_item_below=self._bound(table, "by_item_below", path, _below),
            by_item_above=self._bound(table, "by_item_above", path, _above),
        )

    def _bound(self, table: dict[str, object], key: str, path: str, leaf: Leaf[Decimal]) -> Node[Decimal | None]:
        at = joined(path, key)
        if key not in table:
            return Stated(None, at)
        return read_choice(self.reading, table[key], at, leaf, optional=True)


def _below(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_ratio, value, path)


def _above(reading: Reading, value: object, path: str) -> Decimal | None:
    """So many times the price, which is at least the price itself."""
    factor = reading.take(read_factor, value, path)
    if factor is not None and factor < ONE:
        reading.refuse(path, "range_reversed", starts=str(ONE), ends=str(factor))
    return factor
