"""The time limits of enrolment by rule id: one call for whoever has an id and a day."""

from collections.abc import Mapping
from datetime import date

from casework.rulebook.rules import deadline_rollover
from casework.rulebook.rules.rule_records import Rule, RuleUnknown
from casework.rulebook.rules.working_days import WorkCalendar
from enrolment.applications.rules import processing_limit
from enrolment.due_dates.rules.due_date import DueDate
from enrolment.employers.rules import employer_registration
from enrolment.hires.rules import registration_deadline

DUE_RULES = (registration_deadline.RULE_ID, processing_limit.RULE_ID, employer_registration.RULE_ID)
# The portal is about Taiwan compatriots first; who else is meant must be said.
USUAL_PERSON = "taiwan"


def due_date(
    rule_id: str,
    started_on: date,
    *,
    calendar: WorkCalendar,
    rules: Mapping[str, Rule],
    place: str = "",
    person: str = USUAL_PERSON,
) -> DueDate:
    """The due date of one time limit. Raises RuleUnknown, ValueMissing, or OverflowError past the year 9999."""
    if rule_id not in DUE_RULES:
        raise RuleUnknown(rule_id, f"no time limit; there are {', '.join(DUE_RULES)}")
    limit = rules[rule_id]
    if rule_id == processing_limit.RULE_ID:
        return processing_limit.processing_limit(started_on, calendar=calendar, limit=limit, place=place)
    if rule_id == employer_registration.RULE_ID:
        rollover = rules[deadline_rollover.RULE_ID]
        return employer_registration.employer_registration(
            started_on, calendar=calendar, limit=limit, rollover=rollover, place=place
        )
    return registration_deadline.registration_deadline(
        started_on,
        person=person,
        calendar=calendar,
        limit=limit,
        rollover=rules[deadline_rollover.RULE_ID],
        place=place,
    )
