"""Reads a choice from a policy document: `by`, `cases`, `dated`, `value`, or the thing itself. Collects every mistake."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, TypeVar, overload

from claims.settlement.rules.reading.values import (
    read_code,
    read_codes,
    read_date,
    read_flag,
    read_number,
    read_text,
    shown,
)
from claims.settlement.rules.records.choices import Bands, Cases, Dated, Missing, Node, Sets, Stated, Table
from claims.settlement.rules.records.conditions import AnyOf, Between, Condition, OneOf
from claims.settlement.rules.records.errors import Problem, SettlementError, joined
from claims.settlement.rules.records.facts import FACTS, FIXED

STATUSES = ("stated", "reported", "inferred", "assumed")
# Any object of a policy may say where it comes from and how sure that is.
PROVENANCE = ("source", "status", "note")
NONE = "none"
DEEPEST = 12
BAND = re.compile(r"(\d{1,6})(?:-(\d{1,6})|(\+))?")
RANGE_KEYS = {"at_least": "low", "at_most": "high", "above": "above", "below": "below"}

T = TypeVar("T")
# Reads the thing itself; None after noting a mistake.
Leaf = Callable[["Reading", object, str], T | None]
# Reads what a choice chooses between: the thing itself or a further choice.
Inner = Callable[[object, str], Node[Any]]
# A key of a table with its node and where it stands.
Entry = tuple[str, Node[Any], str]


@dataclass(slots=True, kw_only=True)
class Reading:
    """One pass over a document: problems and warnings found, and the source and status of each path that states them."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    uses_dates: bool = False
    of_bill: bool = False
    asks: set[str] = field(default_factory=set)
    # Classes of items that the policy names at all, and those that a layer names.
    item_classes: set[str] = field(default_factory=set)
    layer_classes: set[str] = field(default_factory=set)
    account_first: bool = False
    class_caps: bool = False
    # Where a stay may be cut.
    split_at: set[str] = field(default_factory=set)
    # The pots that the policy names, and whether anything counts one by month or quarter.
    pots: dict[str, bool] = field(default_factory=dict)
    # Codes that the policy names, by the fact they are compared with.
    words: dict[str, set[str]] = field(default_factory=dict)
    depth: int = 0

    def refuse(self, path: str, code: str, **params: Any) -> None:
        self.problems.append(Problem(path, code, params))

    def warn(self, path: str, code: str, **params: Any) -> None:
        self.warnings.append(Problem(path, code, params))

    def take(self, read: Callable[[object], T], value: object, path: str) -> T | None:
        """The value through a plain reader; a refusal is noted and answered with None."""
        try:
            return read(value)
        except SettlementError as error:
            self.problems.append(error.under(path).problem)
            return None

    def name_codes(self, fact: str, codes: Iterable[str], path: str) -> None:
        """Note codes that the policy names; of a fact that has a few words of its own, only those may stand."""
        own = FIXED.get(fact)
        for code in sorted(codes):
            if own and code not in own:
                self.refuse(path, "unknown_choice", value=shown(code), allowed=list(own))
            self.words.setdefault(fact, set()).add(code)

    def table(self, value: object, path: str, allowed: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, Any]:
        """The object itself when it has only known keys; what it lacks or has too much is noted."""
        if type(value) is not dict:
            self.refuse(path, "wrong_type", expected="object")
            return {}
        for key in value:
            if key not in allowed and key not in PROVENANCE:
                self.refuse(joined(path, str(key)[:60]), "unknown_key", key=str(key)[:60], allowed=sorted(allowed))
        for key in needed:
            if value.get(key) is None:
                self.refuse(joined(path, key), "key_missing", key=key)
        self._note_source(value, path)
        return value

    def entries(self, value: object, path: str, most: int = 500) -> list[Any]:
        """A list, or [] after noting that it is none."""
        if type(value) is not list:
            self.refuse(path, "wrong_type", expected="list")
            return []
        if len(value) > most:
            self.refuse(path, "too_many", limit=most)
            return []
        return value

    def choose(self, value: object, path: str, allowed: tuple[str, ...]) -> str | None:
        """One of some words; anything else is noted."""
        if type(value) is not str or value not in allowed:
            self.refuse(path, "unknown_choice", value=shown(value), allowed=list(allowed))
            return None
        return value

    def word(self, table: dict[str, Any], key: str, path: str, allowed: tuple[str, ...]) -> str:
        """The word under a key, one of some; the first of them when it is left out."""
        if key not in table:
            return allowed[0]
        return self.choose(table[key], joined(path, key), allowed) or allowed[0]

    def _note_source(self, table: dict[str, Any], path: str) -> None:
        source, status = table.get("source"), table.get("status")
        if source is not None:
            source = self.take(read_text, source, joined(path, "source"))
        if status is not None:
            status = self.choose(status, joined(path, "status"), STATUSES)
        if source or status:
            self.sources[path] = (source or "", status or "")


@overload
def read_choice(
    reading: Reading, value: object, path: str, leaf: Leaf[T], *, optional: Literal[False] = False
) -> Node[T]: ...
@overload
def read_choice(reading: Reading, value: object, path: str, leaf: Leaf[T], *, optional: bool) -> Node[T | None]: ...


def read_choice(reading: Reading, value: object, path: str, leaf: Leaf[Any], *, optional: bool = False) -> Node[Any]:
    """A node from whatever stands at `path`. `leaf` reads the thing itself; null is a value not stated.

    With `optional`, "none" may be said: there is no such thing, and a key left out means the same.
    """
    reading.depth += 1
    try:
        if reading.depth > DEEPEST:
            reading.refuse(path, "too_deep", limit=DEEPEST)
            return Missing(path)
        return _read_choice(reading, value, path, leaf, optional=optional)
    finally:
        reading.depth -= 1


def _read_choice(reading: Reading, value: object, path: str, leaf: Leaf[Any], *, optional: bool) -> Node[Any]:
    if value is None:
        return Missing(path, optional)
    if type(value) is dict:
        for key, read in FORMS.items():
            if key in value:
                return read(reading, value, path, lambda v, p: read_choice(reading, v, p, leaf, optional=optional))
    if value == NONE and type(value) is str and optional:
        return Stated(None, path)
    found = leaf(reading, value, path)
    return Missing(path) if found is None else Stated(found, path)


def _read_stated(reading: Reading, table: dict[str, Any], path: str, inner: Inner) -> Node[Any]:
    table = reading.table(table, path, ("value",))
    return inner(table["value"], path)


def _read_by(reading: Reading, table: dict[str, Any], path: str, inner: Inner) -> Node[Any]:
    table = reading.table(table, path, ("by", "values", "otherwise"), needed=("by", "values"))
    by = table.get("by")
    chosen = [reading.choose(name, joined(path, "by"), tuple(FACTS)) for name in (by if type(by) is list else [by])]
    names = [name for name in chosen if name]
    reading.asks.update(names)
    if len(names) < len(chosen) or not names or type(table.get("values")) is not dict:
        if type(table.get("values")) is not dict and table.get("values") is not None:
            reading.refuse(joined(path, "values"), "wrong_type", expected="object")
        return Missing(path)
    if not table["values"]:
        reading.refuse(joined(path, "values"), "empty")
    otherwise = inner(table["otherwise"], joined(path, "otherwise")) if "otherwise" in table else None
    return _by_names(reading, names, table["values"], joined(path, "values"), otherwise, inner)


def _by_names(
    reading: Reading, names: list[str], values: object, path: str, otherwise: Node[Any] | None, inner: Inner
) -> Node[Any]:
    """One table per name, one inside the other: by = ["level", "category"] reads values.3.retired. `path` is that of `values`."""
    if type(values) is not dict:
        reading.refuse(path, "wrong_type", expected="object")
        return Missing(path)
    name = names[0]
    entries: list[Entry] = []
    for key, value in values.items():
        at = joined(path, str(key)[:60])
        node = _by_names(reading, names[1:], value, at, otherwise, inner) if names[1:] else inner(value, at)
        entries.append((str(key), node, at))
    kind = FACTS[name]
    if kind in ("code", "set"):
        for key, _node, at in entries:
            reading.name_codes(name, key.split("|"), at)
    if kind == "number":
        return Bands(name, _bands(reading, entries), otherwise, path)
    if kind == "set":
        return Sets(name, tuple((frozenset(key.split("|")), node) for key, node, _at in entries), otherwise, path)
    return Table(name, _keys(reading, entries, kind), otherwise, path)


def _keys(reading: Reading, entries: list[Entry], kind: str) -> dict[str | bool, Node[Any]]:
    """Each key with its node; "2A|2B" stands for both, "true" and "false" for a flag."""
    found: dict[str | bool, Node[Any]] = {}
    for text, node, at in entries:
        for word in text.split("|"):
            if kind == "flag" and word not in ("true", "false"):
                reading.refuse(at, "unknown_choice", value=word, allowed=["true", "false"])
            key = word == "true" if kind == "flag" else word
            if key in found:
                reading.refuse(at, "duplicate_key", key=str(key))
            found[key] = node
    return found


def _bands(reading: Reading, entries: list[Entry]) -> tuple[tuple[Between, Node[Any]], ...]:
    """Whole-number bands "1", "2-3", "4+": no gap and no overlap between them; "0-17|60+" stands for both."""
    found = []
    for text, node, at in [(part, node, at) for key, node, at in entries for part in key.split("|")]:
        match = BAND.fullmatch(text)
        if not match:
            reading.refuse(at, "unknown_choice", value=text, allowed=["1", "2-3", "4+", "1|4+"])
            continue
        low = int(match[1])
        high = None if match[3] else int(match[2]) if match[2] else low
        if high is not None and high < low:
            reading.refuse(at, "range_reversed", starts=str(low), ends=str(high))
        found.append((low, high, node, at))
    found.sort(key=lambda band: band[0])
    for (_low, high, _node, _at), (low, _high, _next, at) in pairwise(found):
        if high is None or low <= high:
            reading.refuse(at, "overlap", ends="" if high is None else str(high), starts=str(low))
        elif low > high + 1:
            reading.refuse(at, "gap", ends=str(high), starts=str(low))
    # A part of a year belongs to the year it is in: 59.5 lies in "50-59".
    return tuple(
        (Between(Decimal(low), None, below=None if high is None else Decimal(high + 1)), node)
        for low, high, node, _at in found
    )


def _read_cases(reading: Reading, table: dict[str, Any], path: str, inner: Inner) -> Node[Any]:
    table = reading.table(table, path, ("cases", "otherwise"))
    found = []
    for number, entry in enumerate(reading.entries(table["cases"], joined(path, "cases"))):
        at = f"{joined(path, 'cases')}[{number}]"
        entry = reading.table(entry, at, ("when", "value"), needed=("when",))
        condition = read_condition(reading, entry.get("when", {}), joined(at, "when"))
        found.append((condition, inner(entry.get("value"), at)))
    otherwise = inner(table["otherwise"], joined(path, "otherwise")) if "otherwise" in table else None
    return Cases(tuple(found), otherwise, path)


def _read_dated(reading: Reading, table: dict[str, Any], path: str, inner: Inner) -> Node[Any]:
    table = reading.table(table, path, ("dated",))
    reading.uses_dates = True
    reading.asks.add("on")
    periods = []
    for number, entry in enumerate(reading.entries(table["dated"], joined(path, "dated"))):
        at = f"{joined(path, 'dated')}[{number}]"
        entry = reading.table(entry, at, ("from", "until", "value"), needed=("from",))
        first, last = read_period(reading, entry, at)
        if first:
            periods.append((first, last, inner(entry.get("value"), at), at))
    check_periods(reading, [(first, last, at) for first, last, _node, at in periods])
    return Dated(tuple(period[:3] for period in sorted(periods, key=lambda period: period[0])), path)


FORMS = {"value": _read_stated, "by": _read_by, "cases": _read_cases, "dated": _read_dated}


def read_period(reading: Reading, table: dict[str, Any], path: str) -> tuple[date | None, date | None]:
    """`from` and `until`, both days included; no `until` is open."""
    first = reading.take(read_date, table["from"], joined(path, "from")) if table.get("from") is not None else None
    last = reading.take(read_date, table["until"], joined(path, "until")) if table.get("until") is not None else None
    if first and last and last < first:
        reading.refuse(joined(path, "until"), "dates_reversed", starts=first.isoformat(), ends=last.isoformat())
    return first, last


def check_periods(reading: Reading, periods: list[tuple[date, date | None, str]]) -> None:
    """Each period must begin on the day after the one before it ends."""
    ordered = sorted(periods, key=lambda period: period[0])
    for (_first, last, _at), (first, _last, at) in pairwise(ordered):
        ends = last.isoformat() if last else ""
        if last is None or first <= last:
            reading.refuse(joined(at, "from"), "overlap", ends=ends, starts=first.isoformat())
        elif (first - last).days > 1:
            reading.refuse(joined(at, "from"), "gap", ends=ends, starts=first.isoformat())


def read_condition(reading: Reading, value: object, path: str) -> Condition:
    """A `when`: facts by name, each with a value, a list of values, or the bounds of a number."""
    if type(value) is not dict:
        reading.refuse(path, "wrong_type", expected="object")
        return Condition()
    tests = []
    for name, wanted in value.items():
        at = joined(path, str(name)[:60])
        if name not in FACTS:
            reading.refuse(at, "unknown_key", key=str(name)[:60], allowed=sorted(FACTS))
        elif (test := _read_test(reading, FACTS[name], wanted, at)) is not None:
            reading.asks.add(name)
            if FACTS[name] in ("code", "set") and not isinstance(test, Between):
                reading.name_codes(name, map(str, test.allowed), at)
            tests.append((name, test))
    return Condition(tuple(tests))


def _read_test(reading: Reading, kind: str, wanted: object, path: str) -> OneOf | AnyOf | Between | None:
    if kind == "flag":
        return OneOf(frozenset({reading.take(read_flag, wanted, path)}))
    if kind == "number":
        return _read_range(reading, wanted, path)
    codes = reading.take(read_codes if type(wanted) is list else lambda v: frozenset({read_code(v)}), wanted, path)
    return (AnyOf if kind == "set" else OneOf)(codes or frozenset())


def _read_range(reading: Reading, wanted: object, path: str) -> Between | OneOf | None:
    if type(wanted) is list:
        numbers = [reading.take(read_number, entry, f"{path}[{n}]") for n, entry in enumerate(wanted)]
        return OneOf(frozenset(numbers))
    if type(wanted) is not dict:
        number = reading.take(read_number, wanted, path)
        return Between(number, number)
    table = reading.table(wanted, path, tuple(RANGE_KEYS))
    bounds = {
        name: reading.take(read_number, table[key], joined(path, key))
        for key, name in RANGE_KEYS.items()
        if key in table
    }
    return Between(bounds.get("low"), bounds.get("high"), bounds.get("above"), bounds.get("below"))
