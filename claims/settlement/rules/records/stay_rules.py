"""Rules for a whole stay: a price for it (H1, H2), and where it is cut into parts (T1)."""

from dataclasses import dataclass
from decimal import Decimal

from claims.settlement.rules.records.amounts import Amount
from claims.settlement.rules.records.choices import Node

# What a price is for, and what the person's share is then worked out on.
PRICE_COVERS = ("total", "in_scope")
PRICE_PERSON = ("cost", "price")
# Where a stay is cut, and how often its deductible is charged.
SPLIT_AT = ("year", "version")
SPLIT_DEDUCTIBLE = ("stay", "part")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule:
    """H1: a price for the whole stay. H2: a cost of less or more than so many times the price is settled by its items."""

    amount: Node[Amount | None]
    covers: str
    person_pays_on: str
    by_item_below: Node[Decimal | None]
    by_item_above: Node[Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRule:
    """T1: a stay is cut `at` the end of a year, of a version, or both; its deductible is charged once a stay or once a part."""

    at: frozenset[str]
    deductible: str
