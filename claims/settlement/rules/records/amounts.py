"""Amounts of a policy: yuan as stated, a share of something, or an amount to which others are added."""

from dataclasses import dataclass
from decimal import Decimal

from claims.settlement.rules.records.choices import Node
from claims.settlement.rules.records.conditions import Condition


@dataclass(frozen=True, slots=True)
class Formula:
    """An amount as a share of something: of yuan stated in the policy, or of the bill (D6)."""

    share: Node[Decimal]
    of: Decimal | str
    at_least: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """Yuan added to an amount: at once, for each year above a number, or for each step reached."""

    condition: Condition
    add: Decimal
    per: str | None
    above: Decimal
    each: Decimal
    steps: tuple[Decimal, ...]
    at_most: Decimal | None


@dataclass(frozen=True, slots=True)
class Grown:
    """An amount to which others are added, like a cap that rises with each year of contributions."""

    amount: "Node[Amount | None]"
    plus: tuple[More, ...]
    at_least: Decimal | None = None
    at_most: Decimal | None = None


# What an amount may be stated as; a policy that may say "none" has a `Node[Amount | None]`.
Amount = Decimal | Formula | Grown
