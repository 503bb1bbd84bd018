"""The day by which the office must have completed a personal registration (Handling Regulations, article 6)."""

from datetime import date, timedelta

from casework.rulebook.rules.rule_records import Rule
from casework.rulebook.rules.working_days import WorkCalendar
from enrolment.due_dates.rules.due_date import DueDate

RULE_ID = "enrolment.processing_limit"


def processing_limit(received_on: date, *, calendar: WorkCalendar, limit: Rule, place: str = "") -> DueDate:
    """Working days after the day the client handed the papers over; that day is not counted.

    A period of working days cannot end on a rest day, so the nominal and the legal date are the same.
    Raises ValueMissing before the rule's first value, OverflowError past the year 9999.
    """
    value = limit.value_for(on=received_on, place=place)
    end = calendar.add_working_days(received_on, value.number)
    return DueDate(
        rule=limit.id,
        rule_version=value.version,
        started_on=received_on,
        nominal_on=end,
        legal_on=end,
        provisional=calendar.is_provisional(min(received_on + timedelta(days=1), end), end),
        source=value.source,
        status=value.status,
    )
