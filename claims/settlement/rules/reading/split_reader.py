"""Reads where a stay is cut (T1), and how often its deductible is charged."""

from claims.settlement.rules.reading.choice_reader import Reading, read_choice
from claims.settlement.rules.records.choices import Node, Stated
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.records.stay_rules import SPLIT_AT, SPLIT_DEDUCTIBLE, SplitRule

KEYS = ("at", "deductible")


def read_split(reading: Reading, value: object, path: str) -> Node[SplitRule | None]:
    """The section, or a choice; "none", or nothing at all: a stay is settled whole, by the day that decides."""
    return Stated(None, path) if value is None else read_choice(reading, value, path, _section, optional=True)


def _section(reading: Reading, value: object, path: str) -> SplitRule:
    table = reading.table(value, path, KEYS, needed=KEYS)
    at, found = joined(path, "at"), table.get("at")
    entries = found if type(found) is list else [] if found is None else [found]
    if found == []:
        reading.refuse(at, "empty")
    words = [reading.choose(one, at, SPLIT_AT) for one in entries]
    charged = table.get("deductible")
    once = reading.choose(charged, joined(path, "deductible"), SPLIT_DEDUCTIBLE) if charged is not None else None
    reading.split_at |= {one for one in words if one}
    return SplitRule(at=frozenset(one for one in words if one), deductible=once or SPLIT_DEDUCTIBLE[0])


def check_split(reading: Reading, decided_by: str | None, *, splits: bool, has_prices: bool) -> None:
    """A price is for a whole stay; and a version that goes by the day of settlement is one for the whole stay."""
    if splits and has_prices:
        reading.refuse("split", "not_together", keys=["split", "price"])
    if "version" in reading.split_at and decided_by == "settlement":
        reading.refuse("split", "not_together", keys=["at: version", "decided_by: settlement"])
