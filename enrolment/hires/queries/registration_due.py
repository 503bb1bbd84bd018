"""When a hire must be registered."""

from datetime import date

from casework.rulebook.queries import working_calendar
from casework.rulebook.rules import deadline_rollover
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.due_dates.rules.due_date import DueDate
from enrolment.hires.rules.registration_deadline import RULE_ID, registration_deadline


def registration_due(started_on: date, *, place: str, person: str) -> DueDate:
    """The day by which an employer has registered an employee (Social Insurance Law, article 58). Two queries."""
    return registration_deadline(
        started_on,
        person=person,
        calendar=working_calendar(),
        limit=rule_by_id(RULE_ID),
        rollover=rule_by_id(deadline_rollover.RULE_ID),
        place=place,
    )
