"""The day by which an employer must have registered an employee (Social Insurance Law art. 58, Order 16 art. 4)."""

from datetime import date

from casework.rulebook.rules.rule_records import Rule, ValueMissing
from casework.rulebook.rules.working_days import WorkCalendar
from enrolment.due_dates.rules.calendar_limit import due_after
from enrolment.due_dates.rules.due_date import DueDate

RULE_ID = "enrolment.registration_deadline"


# The day a value counts from, and the fact of a hire that is that day.
FACTS = {"work_began_on": "work_began_on", "employment_document_handled_on": "document_handled_on"}


def counted_from(limit: Rule, person: str, on: date, *, today: date) -> str:
    """Which fact of a hire starts the clock of a kind of person: `work_began_on` or `document_handled_on`, as the value for
    a day says; for a day before the rule, as it is said today. Raises ValueMissing when it is said for nobody of the kind.
    """
    try:
        value = limit.value_for(on=on, person=person)
    except ValueMissing:
        value = limit.value_for(on=today, person=person)
    return FACTS[value.starts]


def registration_deadline(
    started_on: date, *, person: str, calendar: WorkCalendar, limit: Rule, rollover: Rule, place: str = ""
) -> DueDate:
    """Calendar days after `started_on`, the first day not counted, the last one moved past rest days.

    `person` is mainland, taiwan, hong_kong, macao or foreign; `started_on` is the day the value's `starts` names.
    Raises ValueMissing before the rule's first value or for another person, OverflowError past the year 9999.
    """
    value = limit.value_for(on=started_on, place=place, person=person)
    return due_after(started_on, limit, value, calendar=calendar, rollover=rollover, place=place)
