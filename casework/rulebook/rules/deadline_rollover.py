"""Moves the last day of a period past rest days (Civil Code, article 203, by analogy), or of one counted back before them."""

from dataclasses import dataclass
from datetime import date

from casework.rulebook.rules.rule_records import Rule
from casework.rulebook.rules.working_days import WorkCalendar

RULE_ID = "casework.deadline_rollover"
BACK_RULE_ID = "casework.deadline_rollback"
HOLIDAY_SOURCE = "Civil Code, article 203, by analogy"
# The Civil Code speaks of civil-law periods; that it also moves an administrative duty is inferred.
HOLIDAY_STATUS = "inferred"


@dataclass(frozen=True)
class Rolled:
    """Where the last day went, and what that rests on; `source` and `status` are None when it did not move."""

    day: date
    source: str | None
    status: str | None


def roll_last_day(nominal: date, calendar: WorkCalendar, rollover: Rule, *, place: str = "") -> Rolled:
    """The first day from `nominal` on that ends a period. Raises ValueMissing when the reading is not settled.

    Ordinary weekends move it only under the reading "rest_days"; the answer then carries that reading's status.
    """
    reading = rollover.value_for(on=nominal, place=place)
    day = calendar.roll_forward(nominal, past_weekends=reading.value == "rest_days")
    if day == nominal:
        return Rolled(day, None, None)
    if day == calendar.roll_forward(nominal, past_weekends=False):
        return Rolled(day, HOLIDAY_SOURCE, HOLIDAY_STATUS)
    return Rolled(day, reading.source, reading.status)


def roll_day_before(nominal: date, calendar: WorkCalendar, rollback: Rule, *, place: str = "") -> Rolled:
    """The last day on which something still stands so long before an event. Raises ValueMissing.

    Under the reading "working_day_before" a rest day is moved to the working day before it, under "stays" it is not.
    """
    reading = rollback.value_for(on=nominal, place=place)
    day = calendar.roll_back(nominal) if reading.value == "working_day_before" else nominal
    return Rolled(day, None, None) if day == nominal else Rolled(day, reading.source, reading.status)
