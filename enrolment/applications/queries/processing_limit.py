"""When the answer to an application is due."""

from datetime import date

from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.applications.rules.processing_limit import RULE_ID, processing_limit
from enrolment.due_dates.rules.due_date import DueDate


def processing_limit_from(received_on: date, place: str) -> DueDate:
    """When the answer to an application is due (Handling Regulations, article 6). Two queries."""
    return processing_limit(received_on, calendar=working_calendar(), limit=rule_by_id(RULE_ID), place=place)
