"""Reads amounts: yuan, or a formula on the bill, on a figure of the policy, or on yuan stated there."""

from decimal import Decimal

from claims.rules.settlement.choice_reader import Reading, read_choice
from claims.rules.settlement.choices import Node
from claims.rules.settlement.errors import joined
from claims.rules.settlement.policy import Formula
from claims.rules.settlement.reading import read_factor, read_money, read_ratio

# What of the bill a formula may be a share of.
BILL_BASES = ("total", "in_scope")


def read_ratio_at(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_ratio, value, path)


def read_money_at(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_money, value, path)


def optional_money(reading: Reading, table: dict, key: str, path: str) -> Decimal | None:
    """The money under a key, or None when it is left out."""
    return None if table.get(key) is None else read_money_at(reading, table[key], joined(path, key))


class AmountReader:
    """Reads amounts of one document, whose `figures` (like an average wage) formulas may name."""

    def __init__(self, reading: Reading, figures: object):
        self.reading = reading
        self.figures: dict[str, Decimal | None] = {}
        if figures is not None and type(figures) is not dict:
            reading.refuse("figures", "wrong_type", expected="object")
        elif figures:
            self._read_figures(figures)

    def _read_figures(self, figures: dict) -> None:
        for name, entry in figures.items():
            at = joined("figures", str(name)[:60])
            if type(entry) is dict:
                entry = self.reading.table(entry, at, ("value",), needed=("value",)).get("value")
            if entry is not None:
                self.figures[name] = read_money_at(self.reading, entry, at)

    def node(self, value: object, path: str, optional: bool = False) -> Node:
        """An amount, a formula, or a choice between them."""
        return read_choice(self.reading, value, path, self._leaf, optional)

    def _leaf(self, reading: Reading, value: object, path: str) -> Decimal | Formula | None:
        if type(value) is not dict:
            return read_money_at(reading, value, path)
        table = reading.table(value, path, ("share", "of", "at_least", "at_most"), needed=("share", "of"))
        least, most = (optional_money(reading, table, key, path) for key in ("at_least", "at_most"))
        if least is not None and most is not None and most < least:
            reading.refuse(joined(path, "at_most"), "range_reversed", starts=str(least), ends=str(most))
        share = read_choice(reading, table.get("share"), joined(path, "share"), _read_factor)
        return Formula(share, self._of(table.get("of"), joined(path, "of")), least, most)

    def _of(self, of: object, path: str) -> Decimal | str:
        if type(of) is str and of in BILL_BASES:
            self.reading.of_bill = True
            return of
        if type(of) is str and of in self.figures:
            return self.figures[of] or Decimal(0)
        if type(of) is str and not of[:1].isdigit():
            self.reading.refuse(path, "unknown_choice", value=of[:60], allowed=[*BILL_BASES, *self.figures])
            return Decimal(0)
        return Decimal(0) if of is None else read_money_at(self.reading, of, path) or Decimal(0)


def _read_factor(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_factor, value, path)
