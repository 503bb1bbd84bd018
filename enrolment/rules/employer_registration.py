"""The day by which an employer registers itself, or a change of its details (Social Insurance Law, article 57)."""

from datetime import date, timedelta

from casework.rules.deadline_rollover import roll_last_day
from casework.rules.rule_records import Rule, weakest
from casework.rules.working_days import WorkCalendar
from enrolment.rules.due_date import DueDate

RULE_ID = "enrolment.employer_registration"


def employer_registration(
    started_on: date, *, calendar: WorkCalendar, limit: Rule, rollover: Rule, place: str = ""
) -> DueDate:
    """Calendar days after founding or change, the first day not counted, the last one moved past rest days.

    Raises ValueMissing before the rule's first value, OverflowError past the year 9999.
    """
    value = limit.value_for(on=started_on, place=place, what="change")
    nominal = started_on + timedelta(days=value.value)
    rolled = roll_last_day(nominal, calendar, rollover, place=place)
    moved = rolled.source is not None
    return DueDate(
        rule=limit.id,
        rule_version=value.version,
        started_on=started_on,
        nominal_on=nominal,
        legal_on=rolled.day,
        provisional=calendar.is_provisional(nominal, rolled.day),
        source=f"{value.source}; {rolled.source}" if moved else value.source,
        status=weakest(value.status, rolled.status) if moved else value.status,
    )
