"""The clock of a hire: which day starts it, when it stops, and whether the legal date had passed by then."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.clocks.rules.due_dates import DueDate
from casework.clocks.services import deadlines
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services import notices
from casework.models import CaseFile, Deadline
from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from enrolment.documents.rules.possible_days import GREATEST_AGE, LEAST_WORKING_AGE, against_birth, against_work
from enrolment.documents.words import DAYS
from enrolment.hires.models import Hire
from enrolment.hires.rules.registration_deadline import FACTS, RULE_ID, counted_from

UNDER_AGE = "work_under_age"
DOCUMENT_DAY = _("Enter the day on which the employment document was handled: a foreign national's clock starts there.")
NOT_YET = _("This day is in the future. Report the hire when it has come.")
NO_RULE = _("No time limit is recorded for a start on %(date)s. Check the date.")


def clock_start(category: str, work_began_on: date, document_handled_on: date | None) -> date:
    """The day from which the clock of a kind of person counts, as the rule says.

    Raises Blocked when the rule has no value, the day is missing, or it is not stated for this kind.
    """
    first = document_handled_on or work_began_on
    try:
        value = rule_by_id(RULE_ID).value_for(on=first, person=category)
    except ValueMissing as problem:
        reason = Reason("no_rule", NO_RULE % {"date": work_began_on.isoformat()}, "work_began_on")
        raise Blocked(reason) from problem
    day = {"work_began_on": work_began_on, "document_handled_on": document_handled_on}[FACTS[value.starts]]
    if day is None:
        raise Blocked(Reason("document_day_missing", DOCUMENT_DAY, "document_handled_on"))
    return day


def document_day_missing(
    category: str, work_began_on: date, document_handled_on: date | None, on: date
) -> list[Reason]:
    """The reason when the clock of this kind of person starts with a day that was not given."""
    if document_handled_on is not None or not work_began_on:
        return []
    try:
        fact = counted_from(rule_by_id(RULE_ID), category, work_began_on, today=on)
    except ValueMissing:
        return []
    return [Reason("document_day_missing", DOCUMENT_DAY, fact)] if fact == "document_handled_on" else []


def days_ahead(work_began_on: date | None, document_handled_on: date | None, on: date) -> list[Reason]:
    """The days of a start that have not come yet."""
    given = {"work_began_on": work_began_on, "document_handled_on": document_handled_on}
    return [Reason("not_yet", NOT_YET, field) for field, day in given.items() if (day or on) > on]


def days_against(born_on: date | None, began_on: date, on: date) -> Reason | None:
    """Why somebody born on a day cannot have begun to work on another; UNDER_AGE is the one that has exceptions."""
    code = against_birth(born_on, on, rule_by_id(GREATEST_AGE))
    if code:
        return Reason(code, DAYS[code], "number")
    code = against_work(born_on, began_on, rule_by_id(LEAST_WORKING_AGE))
    return Reason(code, DAYS[code], "work_began_on") if code else None


def due_of(hire: Hire) -> DueDate:
    """The dates that follow from the hire's start as it stands. Raises Blocked."""
    started_on = clock_start(hire.category, hire.work_began_on, hire.document_handled_on)
    return due_from(RULE_ID, started_on, place=hire.employer.place_id, person=hire.category)


def start_clock(case: CaseFile, hire: Hire) -> Deadline:
    """Start, or start anew, the clock of a hire; the nearest date is copied to the case. Raises Blocked."""
    deadline = deadlines.start(case, due_of(hire), place=hire.employer.place_id, person=hire.category)
    deadlines.copy_nearest_due_date(case)
    return deadline


def close_clock(case: CaseFile, stopped_on: date, reason: str) -> None:
    """Stop the clock as of a day; what waits to be told is passed over."""
    deadlines.stop(case, RULE_ID, on=stopped_on, reason=reason)
    notices.skip_waiting(case, "closed_before")


def current_clock(case: CaseFile) -> Deadline | None:
    """The newest clock of the registration duty that no other replaced."""
    rows = case.deadlines.filter(rule=RULE_ID, superseded_by=None)
    return rows.order_by("-created_at", "-pk").first()


def is_late(clock: Deadline | None, on: date) -> bool:
    """Whether the legal date had passed when the clock stopped, or has passed by now."""
    return clock is not None and (clock.stopped_on or on) > clock.legal_on
