"""What the dated rules say on a day about points and what they bring about."""

from collections.abc import Callable
from datetime import date
from functools import cache

from casework.rulebook.rules.parameters import rule_by_id
from institutions.staff_qualification.rules.standing import Marks

SUSPENDED_AT, ENDED_AT = "institutions.staff_suspended_at", "institutions.staff_ended_at"
LEAST_MONTHS, MOST_MONTHS = "institutions.staff_suspension_least", "institutions.staff_suspension_most"
END_YEARS, AT_ONCE = "institutions.staff_end_years", "institutions.staff_end_years_at_once"
OBJECTION = "institutions.staff_objection"
SHARE_WARNED, SHARE_SUSPENDED = "institutions.staff_share_warned", "institutions.staff_share_suspended"
EMERGENCY = "institutions.staff_emergency"
# The first whole calendar year after the handling rules of December 2024: before it nobody has points (assumed).
EARLIEST = date(2025, 1, 1)


def marks_of(place: str) -> Callable[[date], Marks]:
    """What holds at a place (a division code), by day; each day is worked out once, so make it anew for each run."""

    @cache
    def marks_on(day: date) -> Marks:
        on = max(day, EARLIEST)
        suspended = rule_by_id(SUSPENDED_AT).value_for(on=on, place=place)

        def number(rule: str) -> int:
            return rule_by_id(rule).value_for(on=on, place=place).number

        return Marks(
            suspended_at=suspended.number,
            ended_at=number(ENDED_AT),
            least_months=number(LEAST_MONTHS),
            end_years=number(END_YEARS),
            end_years_at_once=number(AT_ONCE),
            source=suspended.source,
            status=suspended.status,
        )

    return marks_on
