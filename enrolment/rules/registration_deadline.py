"""The day by which an employer must have registered an employee (Social Insurance Law art. 58, Order 16 art. 4)."""

from datetime import date, timedelta

from casework.rules.deadline_rollover import roll_last_day
from casework.rules.rule_records import Rule, weakest
from casework.rules.working_days import WorkCalendar
from enrolment.rules.due_date import DueDate

RULE_ID = "enrolment.registration_deadline"


def registration_deadline(
    started_on: date, *, person: str, calendar: WorkCalendar, limit: Rule, rollover: Rule, place: str = ""
) -> DueDate:
    """Calendar days after `started_on`, the first day not counted, the last one moved past rest days.

    `person` is mainland, taiwan, hong_kong, macao or foreign; `started_on` is the day the value's `starts` names.
    Raises ValueMissing before the rule's first value or for another person, OverflowError past the year 9999.
    """
    value = limit.value_for(on=started_on, place=place, person=person)
    nominal = started_on + timedelta(days=value.value)
    rolled = roll_last_day(nominal, calendar, rollover, place=place)
    moved = rolled.source is not None
    return DueDate(
        rule=limit.id,
        rule_version=value.version,
        started_on=started_on,
        nominal_on=nominal,
        legal_on=rolled.day,
        # Days before the last one are only counted, whatever kind they are; so only these can still change.
        provisional=calendar.is_provisional(nominal, rolled.day),
        source=f"{value.source}; {rolled.source}" if moved else value.source,
        status=weakest(value.status, rolled.status) if moved else value.status,
    )
