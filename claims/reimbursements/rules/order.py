"""The order in which the claims of a year are counted, of care or of settlement, and what each pays in it. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

SETTLEMENT, CARE = ORDERS = ("settlement", "care")
# Settles a case as the engine reads it: what is paid in all in yuan, and the year it leaves.
Settle = Callable[[Mapping[str, Any]], tuple[Decimal, dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A claim of a year: its days, and its place among what was posted; one that is not posted yet comes last there."""

    key: str
    starts_on: date
    ends_on: date
    place_in_order: int | None = None


def in_order(order: str, claims: Iterable[Counted]) -> list[Counted]:
    """The claims as a place counts them. Of the same days the one posted first comes first."""

    def posted(one: Counted) -> tuple[bool, int]:
        return one.place_in_order is None, one.place_in_order or 0

    if order == SETTLEMENT:
        return sorted(claims, key=posted)
    return sorted(claims, key=lambda one: (one.starts_on, one.ends_on, *posted(one)))


def followed_by(order: str, own: Counted, posted: Iterable[Counted]) -> list[Counted]:
    """What was posted already and comes behind a claim in the order."""
    ordered = in_order(order, [*posted, own])
    return ordered[ordered.index(own) + 1 :]


def counted_through(year: dict[str, Any], cases: Sequence[Mapping[str, Any]], settle: Settle) -> list[Decimal]:
    """What each of some cases pays in yuan, each from the year that the one before it left."""
    found = []
    for stated in cases:
        paid, year = settle({**stated, "accumulators": year})
        found.append(paid)
    return found
