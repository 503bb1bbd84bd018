"""What the dated rules say on a day about points and what they bring about."""

from collections.abc import Callable
from datetime import date
from functools import cache

from casework.rulebook.rules.parameters import rule_by_id
from casework.rulebook.rules.rule_records import Value, weakest
from institutions.staff_qualification.rules import standing
from institutions.staff_qualification.rules.standing import Marks, Said

SUSPENDED_AT, ENDED_AT = "institutions.staff_suspended_at", "institutions.staff_ended_at"
LEAST_MONTHS, MOST_MONTHS = "institutions.staff_suspension_least", "institutions.staff_suspension_most"
END_YEARS, AT_ONCE = "institutions.staff_end_years", "institutions.staff_end_years_at_once"
RESTS_ON = (SUSPENDED_AT, ENDED_AT, LEAST_MONTHS, END_YEARS, AT_ONCE)
OBJECTION = "institutions.staff_objection"
SHARE_WARNED, SHARE_SUSPENDED = "institutions.staff_share_warned", "institutions.staff_share_suspended"
# The first whole calendar year after the handling rules of December 2024: before it nobody has points (assumed).
EARLIEST = date(2025, 1, 1)


def marks_of(place: str) -> Callable[[date], Marks]:
    """What holds at a place (a division code), by day; each day is worked out once, so make it anew for each run."""

    @cache
    def marks_on(day: date) -> Marks:
        on = max(day, EARLIEST)
        value = {rule: rule_by_id(rule).value_for(on=on, place=place) for rule in RESTS_ON}
        return Marks(
            suspended_at=value[SUSPENDED_AT].number,
            ended_at=value[ENDED_AT].number,
            least_months=value[LEAST_MONTHS].number,
            end_years=value[END_YEARS].number,
            end_years_at_once=value[AT_ONCE].number,
            said={
                standing.SUSPENDED: _said(value[SUSPENDED_AT]),
                standing.ENDED: _said(value[ENDED_AT], value[END_YEARS]),
                standing.AT_ONCE: _said(value[ENDED_AT], value[AT_ONCE]),
            },
        )

    return marks_on


def _said(*values: Value) -> Said:
    """Points bring it about and another rule says for how long: it is no surer than the weaker of both."""
    sources = dict.fromkeys(value.source for value in values)
    return Said("; ".join(sources), weakest(*(value.status for value in values)))
