"""The dated parameters of institutions' months, by name; their values, sources and certainty stand in the files beside this one."""

from datetime import date

from casework.rulebook.rules.parameters import rule_by_id

# The day of the next month by which a month is declared; days to reply; days to pay.
DECLARATION = "claims.month_declaration"
REPLY = "claims.month_reply"
PAYMENT = "claims.month_payment"
DECEMBER = 12


def declared_by(month: date, place: str) -> date:
    """The last day for declaring a month. Raises ValueMissing."""
    following = date(month.year + (month.month == DECEMBER), month.month % DECEMBER + 1, 1)
    return following.replace(day=rule_by_id(DECLARATION).value_for(on=following, place=place).number)
