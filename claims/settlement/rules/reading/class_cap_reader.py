"""Reads what a cap says of classes of items: whose payment it is on, and what of a payment that is."""

from typing import Any

from claims.settlement.rules.reading.choice_reader import Reading
from claims.settlement.rules.reading.values import read_codes
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.policy import BY_BILL, PAID_AS, Cap


def read_classes_of_cap(
    reading: Reading, table: dict[str, Any], path: str, on: str, period: str
) -> tuple[frozenset[str] | None, str]:
    """The classes of items (None: all cost) and what of a payment is for them, which must then be said.

    Such a cap is on payments, by visit or by day: the year does not keep what was paid for a class.
    """
    if table.get("item_classes") is None:
        if table.get("paid_as") is not None:
            reading.refuse(joined(path, "item_classes"), "key_missing", key="item_classes")
        return None, ""
    at = joined(path, "item_classes")
    kinds = reading.take(read_codes, table["item_classes"], at) or frozenset()
    if table["item_classes"] == []:
        reading.refuse(at, "empty")
    reading.item_classes |= kinds
    reading.class_caps = True
    if on != "payment":
        reading.refuse(joined(path, "on"), "unknown_choice", value=on, allowed=["payment"])
    if period not in BY_BILL:
        reading.refuse(joined(path, "period"), "unknown_choice", value=period, allowed=list(BY_BILL))
    if table.get("counter") is not None:
        reading.refuse(joined(path, "counter"), "not_together", keys=["item_classes", "counter"])
    if table.get("paid_as") is None:
        reading.refuse(joined(path, "paid_as"), "key_missing", key="paid_as")
        return kinds, PAID_AS[0]
    return kinds, reading.choose(table["paid_as"], joined(path, "paid_as"), PAID_AS) or PAID_AS[0]


def check_class_caps(reading: Reading, caps: tuple[Cap, ...]) -> None:
    """No class of items stands under two caps, and above such a cap lies a payment, never cost."""
    seen: set[str] = set()
    for cap in caps:
        for kind in sorted(seen.intersection(cap.kinds or ())):
            reading.refuse(joined(cap.path, "item_classes"), "duplicate_key", key=kind)
        seen |= cap.kinds or set()
    for cap in caps:
        if seen and cap.overflow == "cost":
            reading.refuse(joined(cap.path, "overflow"), "not_together", keys=["item_classes", "overflow: cost"])
