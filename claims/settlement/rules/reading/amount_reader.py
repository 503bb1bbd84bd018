"""Reads amounts: yuan, or a formula on the bill, on a figure of the policy, or on yuan stated there."""

from decimal import Decimal
from typing import Any, Literal, TypedDict, overload

from claims.settlement.rules.reading.choice_reader import Reading, read_choice, read_condition
from claims.settlement.rules.reading.values import read_factor, read_money, read_number, read_ratio, read_whole
from claims.settlement.rules.records.amounts import Amount, Formula, Grown, More
from claims.settlement.rules.records.choices import Node
from claims.settlement.rules.records.conditions import Condition
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.rounding import ONE, ZERO

# What of the bill a formula may be a share of.
BILL_BASES = ("total", "in_scope")
# The numbers of a person that an amount or a ratio may grow with, and how.
GROWS_WITH = ("age", "contribution_years", "years_without_claim")
GROWTH_KEYS = ("per", "above", "each", "steps", "at_most")


def read_ratio_at(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_ratio, value, path)


def read_money_at(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_money, value, path)


def optional_money(reading: Reading, table: dict[str, Any], key: str, path: str) -> Decimal | None:
    """The money under a key, or None when it is left out."""
    return None if table.get(key) is None else read_money_at(reading, table[key], joined(path, key))


class AmountReader:
    """Reads amounts of one document, whose `figures` (like an average wage) formulas may name."""

    def __init__(self, reading: Reading, figures: object) -> None:
        self.reading = reading
        self.figures: dict[str, Decimal | None] = {}
        if figures is not None and type(figures) is not dict:
            reading.refuse("figures", "wrong_type", expected="object")
        elif figures:
            self._read_figures(figures)

    def _read_figures(self, figures: dict[str, Any]) -> None:
        for name, entry in figures.items():
            at = joined("figures", str(name)[:60])
            if type(entry) is dict:
                entry = self.reading.table(entry, at, ("value",), needed=("value",)).get("value")
            if entry is not None:
                self.figures[name] = read_money_at(self.reading, entry, at)

    @overload
    def node(self, value: object, path: str, *, optional: Literal[False] = False) -> Node[Amount]: ...
    @overload
    def node(self, value: object, path: str, *, optional: bool) -> Node[Amount | None]: ...

    def node(self, value: object, path: str, *, optional: bool = False) -> Node[Any]:
        """An amount, a formula, or a choice between them."""
        return read_choice(self.reading, value, path, self._leaf, optional=optional)

    def _leaf(self, reading: Reading, value: object, path: str) -> Amount | None:
        if type(value) is not dict:
            return read_money_at(reading, value, path)
        if "plus" in value:
            return self._grown(reading, value, path)
        table = reading.table(value, path, ("share", "of", "at_least", "at_most"), needed=("share", "of"))
        share = read_choice(reading, table.get("share"), joined(path, "share"), _read_factor)
        return Formula(share, self._of(table.get("of"), joined(path, "of")), *self._bounds(reading, table, path))

    def _bounds(self, reading: Reading, table: dict[str, Any], path: str) -> tuple[Decimal | None, Decimal | None]:
        least, most = (optional_money(reading, table, key, path) for key in ("at_least", "at_most"))
        if least is not None and most is not None and most < least:
            reading.refuse(joined(path, "at_most"), "range_reversed", starts=str(least), ends=str(most))
        return least, most

    def _grown(self, reading: Reading, value: dict[str, Any], path: str) -> Grown:
        """An amount, and what is added to it for some people, for each year, for each step."""
        table = reading.table(value, path, ("amount", "plus", "at_least", "at_most"), needed=("amount", "plus"))
        at = joined(path, "plus")
        entries = reading.entries(table["plus"], at) if table.get("plus") is not None else []
        plus = tuple(self._more(reading, entry, f"{at}[{number}]") for number, entry in enumerate(entries))
        amount = self.node(table.get("amount"), joined(path, "amount"), optional=True)
        return Grown(amount, plus, *self._bounds(reading, table, path))

    def _more(self, reading: Reading, value: object, path: str) -> More:
        table = reading.table(value, path, ("when", "add", *GROWTH_KEYS), needed=("add",))
        condition = read_condition(reading, table["when"], joined(path, "when")) if "when" in table else Condition()
        add = optional_money(reading, table, "add", path) or ZERO
        return More(
            condition=condition,
            add=add,
            **read_growth(reading, table, path),
            at_most=optional_money(reading, table, "at_most", path),
        )

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


class Growth(TypedDict):
    """What `read_growth` reads: the fields of a Bonus or of More that say what it grows with."""

    per: str | None
    above: Decimal
    each: Decimal
    steps: tuple[Decimal, ...]


def read_growth(reading: Reading, table: dict[str, Any], path: str) -> Growth:
    """`per` a number of the person, `above` a bound, for `each` so many, or at each of `steps`."""
    per = table.get("per")
    if per is not None:
        per = reading.choose(per, joined(path, "per"), GROWS_WITH)
        reading.asks.add(per or GROWS_WITH[0])
    elif any(key in table for key in GROWTH_KEYS):
        reading.refuse(joined(path, "per"), "key_missing", key="per")
    return {
        "per": per,
        "above": _number(reading, table, "above", path) or ZERO,
        "each": _number(reading, table, "each", path) or ONE,
        "steps": _steps(reading, table, path),
    }


def _number(reading: Reading, table: dict[str, Any], key: str, path: str) -> Decimal | None:
    return None if table.get(key) is None else reading.take(read_number, table[key], joined(path, key))


def _steps(reading: Reading, table: dict[str, Any], path: str) -> tuple[Decimal, ...]:
    if "steps" not in table:
        return ()
    at = joined(path, "steps")
    found = [
        reading.take(read_whole, entry, f"{at}[{n}]") for n, entry in enumerate(reading.entries(table["steps"], at))
    ]
    return tuple(Decimal(step) for step in found if step is not None)


def _read_factor(reading: Reading, value: object, path: str) -> Decimal | None:
    return reading.take(read_factor, value, path)
