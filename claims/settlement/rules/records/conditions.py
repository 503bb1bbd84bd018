"""`when`: a condition over the facts of a case. Every named fact must hold."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.facts import WHERE, Facts


def known(facts: Facts, name: str) -> Any:
    """A fact the policy asks for. Raises `fact_missing` naming where the case should state it."""
    value = facts[name]
    if value is None:
        raise SettlementError("fact_missing", WHERE.get(name, f"visit.{name}"))
    return value


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact is one of some codes or flags."""

    allowed: frozenset[object]

    def holds(self, value: object) -> bool:
        return value in self.allowed


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of the person's diseases or flags is among some codes."""

    allowed: frozenset[str]

    def holds(self, value: frozenset[str]) -> bool:
        return not self.allowed.isdisjoint(value)


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `low` to `high`, both included; None is no bound."""

    low: Decimal | None
    high: Decimal | None
    above: Decimal | None = None
    below: Decimal | None = None

    @property
    def text(self) -> str:
        """A band of whole numbers as a document writes it: "2-3", "4+"."""
        low = self.low or Decimal(0)
        if self.below is None:
            return f"{low}+"
        return str(low) if self.below == low + 1 else f"{low}-{self.below - 1}"

    def holds(self, value: Decimal | int) -> bool:
        return (
            (self.low is None or value >= self.low)
            and (self.high is None or value <= self.high)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """Some facts with the test each must pass; without any it always holds."""

    tests: tuple[tuple[str, OneOf | AnyOf | Between], ...] = ()

    def holds(self, facts: Facts) -> bool:
        """One known fact that does not hold is enough to say no. Raises `fact_missing` when only facts not known could decide."""
        unknown = None
        for name, test in self.tests:
            value = facts[name]
            if value is None:
                unknown = unknown or name
            elif not test.holds(value):
                return False
        if unknown is not None:
            known(facts, unknown)
        return True
