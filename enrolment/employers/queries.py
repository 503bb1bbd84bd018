"""When an employer's own registration is due."""

from datetime import date

from casework.rulebook.queries import working_calendar
from casework.rulebook.rules import deadline_rollover
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.due_dates.rules.due_date import DueDate
from enrolment.employers.rules.employer_registration import RULE_ID, employer_registration


def registration_due(changed_on: date, place: str) -> DueDate:
    """The day by which an employer registers a founding or a change (Social Insurance Law, article 57). Two queries."""
    return employer_registration(
        changed_on,
        calendar=working_calendar(),
        limit=rule_by_id(RULE_ID),
        rollover=rule_by_id(deadline_rollover.RULE_ID),
        place=place,
    )
