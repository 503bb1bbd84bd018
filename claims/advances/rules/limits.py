"""The dated parameters of payments beside the months, by name; their values, sources and certainty stand in the files beside this
one."""

from datetime import date
from decimal import Decimal

from casework.rulebook.rules.parameters import rule_by_id

# The amount from which a second person books a clearing.
CLEARING_BY_TWO = "claims.clearing_by_two_from"


def needs_two(amount: Decimal, on: date, place: str) -> bool:
    """Whether a clearing of an amount in yuan is booked by a second person, on a day at a place (a division code). Raises
    ValueMissing."""
    return amount >= Decimal(str(rule_by_id(CLEARING_BY_TWO).value_for(on=on, place=place).value))
