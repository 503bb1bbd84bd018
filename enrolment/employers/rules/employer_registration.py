"""The day by which an employer registers itself, or a change of its details (Social Insurance Law, article 57)."""

from datetime import date

from casework.rulebook.rules.rule_records import Rule
from casework.rulebook.rules.working_days import WorkCalendar
from enrolment.due_dates.rules.calendar_limit import due_after
from enrolment.due_dates.rules.due_date import DueDate

RULE_ID = "enrolment.employer_registration"


def employer_registration(
    started_on: date, *, calendar: WorkCalendar, limit: Rule, rollover: Rule, place: str = ""
) -> DueDate:
    """Calendar days after founding or change. Raises ValueMissing before the rule's first value."""
    value = limit.value_for(on=started_on, place=place, what="change")
    return due_after(started_on, limit, value, calendar=calendar, rollover=rollover, place=place)
