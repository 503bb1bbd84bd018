"""A time limit in calendar days: the first day not counted, the last one moved past rest days (Civil Code arts 201, 203)."""

from datetime import date, timedelta

from casework.rulebook.rules.deadline_rollover import roll_last_day
from casework.rulebook.rules.rule_records import Rule, Value, weakest
from casework.rulebook.rules.working_days import WorkCalendar
from enrolment.due_dates.rules.due_date import DueDate


def due_after(
    started_on: date, limit: Rule, value: Value, *, calendar: WorkCalendar, rollover: Rule, place: str = ""
) -> DueDate:
    """The due date `value` calendar days after a day. Raises OverflowError past the year 9999."""
    nominal = started_on + timedelta(days=value.number)
    rolled = roll_last_day(nominal, calendar, rollover, place=place)
    source, status = value.source, value.status
    if rolled.source is not None and rolled.status is not None:
        source, status = f"{value.source}; {rolled.source}", weakest(value.status, rolled.status)
    return DueDate(
        rule=limit.id,
        rule_version=value.version,
        started_on=started_on,
        nominal_on=nominal,
        legal_on=rolled.day,
        # Days before the last one are only counted, whatever kind they are; so only these can still change.
        provisional=calendar.is_provisional(nominal, rolled.day),
        source=source,
        status=status,
    )
