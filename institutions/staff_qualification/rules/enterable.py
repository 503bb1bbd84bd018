"""The numbers of the staff's qualification that an office of a place may enter: with source, first day and a second person."""

from casework.rulebook.rules.entered import Enterable
from casework.rulebook.rules.parameters import file_rules
from institutions.staff_qualification.rules.marks import (
    AT_ONCE,
    END_YEARS,
    ENDED_AT,
    LEAST_MONTHS,
    MOST_MONTHS,
    SHARE_SUSPENDED,
    SHARE_WARNED,
    SUSPENDED_AT,
)

BETWEEN: dict[str, tuple[int, int] | None] = {
    SUSPENDED_AT: (1, 24),
    ENDED_AT: (1, 24),
    LEAST_MONTHS: (1, 12),
    MOST_MONTHS: (1, 12),
    END_YEARS: (1, 10),
    AT_ONCE: (1, 10),
    SHARE_WARNED: None,
    SHARE_SUSPENDED: None,
}


def enterable() -> list[Enterable]:
    """The rules as the admin site offers them. Raises RuleFileError."""
    rules = file_rules()
    return [Enterable(rule=rules[rule], between=between) for rule, between in BETWEEN.items()]
