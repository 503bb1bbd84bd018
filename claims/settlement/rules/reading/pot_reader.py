"""Reads the pot of an amount: the name under which the year keeps what the care it is for has used."""

from typing import Any

from claims.settlement.rules.reading.choice_reader import Reading
from claims.settlement.rules.reading.values import read_code
from claims.settlement.rules.records.errors import joined
from claims.settlement.rules.settling.pots import SPANS


def read_pot(reading: Reading, table: dict[str, Any], path: str, period: str, without: tuple[str, ...]) -> str | None:
    """The pot, or None. By month or quarter one is needed; with a counter, and by the periods `without` one, there is none."""
    at = joined(path, "pot")
    if table.get("pot") is None:
        if period in SPANS:
            reading.refuse(at, "key_missing", key="pot")
        return None
    if table.get("counter") is not None:
        reading.refuse(at, "not_together", keys=["counter", "pot"])
    if period in without:
        reading.refuse(at, "not_together", keys=[f"period: {period}", "pot"])
    pot = reading.take(read_code, table["pot"], at)
    if pot is not None:
        reading.pots[pot] = reading.pots.get(pot, False) or period in SPANS
    return pot
