"""A value of a policy, or a choice between values by the facts of the case.

Every parameter and every section of a policy is one of these; `pick` answers with the Stated leaf that fits, which knows where it
stands in the document, so that each step of a settlement can name the rule it used.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, NoReturn, TypeVar

from claims.settlement.rules.records.conditions import Between, Condition, known
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import Facts

# What a node comes to: an amount, a ratio, a whole section. A choice between narrower values is one between wider ones, too.
T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value as the document states it; None stands for "none", that is: there is no such thing."""

    value: T
    path: str

    def pick(self, facts: Facts) -> "Stated[T]":
        return self


@dataclass(frozen=True, slots=True)
class Missing:
    """The document does not state this; where there may be no such thing it could say "none"."""

    path: str
    may_be_none: bool = False

    def pick(self, facts: Facts) -> NoReturn:
        raise SettlementError("value_missing", f"policy.{self.path}", **({"write": "none"} if self.may_be_none else {}))


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """By a code or flag: the entry of that key, else `otherwise`."""

    fact: str
    entries: "dict[str | bool, Node[T]]"
    otherwise: "Node[T] | None"
    path: str

    def pick(self, facts: Facts) -> Stated[T]:
        value = known(facts, self.fact)
        node = self.entries.get(value, self.otherwise)
        if node is None:
            allowed = sorted(str(key).lower() if key in (True, False) else str(key) for key in self.entries)
            raise SettlementError("value_missing", f"policy.{self.path}.{value}", allowed=allowed)
        return node.pick(facts)


@dataclass(frozen=True, slots=True)
class Bands(Generic[T]):
    """By a number: the entry of the band it lies in, else `otherwise`."""

    fact: str
    entries: tuple[tuple[Between, "Node[T]"], ...]
    otherwise: "Node[T] | None"
    path: str

    def pick(self, facts: Facts) -> Stated[T]:
        value = known(facts, self.fact)
        node = next((node for band, node in self.entries if band.holds(value)), self.otherwise)
        if node is None:
            allowed = [band.text for band, _node in self.entries]
            raise SettlementError("value_missing", f"policy.{self.path}.{value}", allowed=allowed)
        return node.pick(facts)


@dataclass(frozen=True, slots=True)
class Sets(Generic[T]):
    """By codes of which a person may have several, like diseases: the entry that fits, else `otherwise`.

    The order of the entries says nothing, so two that fit must say the same.
    """

    fact: str
    entries: tuple[tuple[frozenset[str], "Node[T]"], ...]
    otherwise: "Node[T] | None"
    path: str

    def pick(self, facts: Facts) -> Stated[T]:
        codes = known(facts, self.fact)
        fitting = [(keys, node.pick(facts)) for keys, node in self.entries if not keys.isdisjoint(codes)]
        if not fitting:
            if self.otherwise is None:
                allowed = sorted(frozenset().union(*(keys for keys, _node in self.entries)))
                raise SettlementError("value_missing", f"policy.{self.path}", allowed=allowed)
            return self.otherwise.pick(facts)
        found = fitting[0][1]
        if any(stated.value != found.value for _keys, stated in fitting):
            both = sorted(set().union(*(keys & codes for keys, _stated in fitting)))
            raise SettlementError("ambiguous", f"policy.{self.path}", keys=both)
        return found


@dataclass(frozen=True, slots=True)
class Cases(Generic[T]):
    """The first case whose condition holds, else `otherwise`."""

    entries: tuple[tuple[Condition, "Node[T]"], ...]
    otherwise: "Node[T] | None"
    path: str

    def pick(self, facts: Facts) -> Stated[T]:
        node = next((node for condition, node in self.entries if condition.holds(facts)), self.otherwise)
        if node is None:
            raise SettlementError("value_missing", f"policy.{self.path}.otherwise")
        return node.pick(facts)


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """By the date that decides: (first day, last day or None, value)."""

    entries: tuple[tuple[date, date | None, "Node[T]"], ...]
    path: str

    def pick(self, facts: Facts) -> Stated[T]:
        on = facts["on"]
        if on is None:
            raise SettlementError("fact_missing", "visit.settled_on")
        for first, last, node in self.entries:
            if first <= on and (last is None or on <= last):
                return node.pick(facts)
        raise SettlementError("value_missing", f"policy.{self.path}.dated[{on.isoformat()}]")


Node = Stated[T] | Missing | Table[T] | Bands[T] | Sets[T] | Cases[T] | Dated[T]
