"""Due dates of enrolment, with the calendar and the rules in force."""

from datetime import date

from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.parameters import all_rules
from enrolment.due_dates.rules.due_date import DueDate
from enrolment.time_limits.rules.due_rules import USUAL_PERSON, due_date


def compute(rule: str, started_on: date, *, place: str = "", person: str = USUAL_PERSON, calendar=None) -> DueDate:
    """The due date of a rule from a day. Two queries unless a calendar is given."""
    calendar = calendar or working_calendar()
    return due_date(rule, started_on, calendar=calendar, rules=all_rules(), place=place, person=person or USUAL_PERSON)
