"""How long a case has left in the days its limit is stated in, how long one without a limit has waited, and whose turn it is."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Max
from django.utils import timezone

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.event import Event
from casework.desk.rules.ask_again import ask_again_on
from casework.engine.table import Workflow, workflow_of
from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.parameters import rule_by_id
from casework.rulebook.rules.working_days import WorkCalendar
from casework.staff.officer import Officer

WORKING = "working_days"


def in_working_days(rule: str) -> bool:
    """Whether a time limit is stated in working days."""
    return bool(rule) and rule_by_id(rule).unit == WORKING


def working_days_left(calendar: WorkCalendar, on: date, due_on: date | None) -> int | None:
    """The working days after `on` up to the date, the date included; None without one or when it has passed."""
    return calendar.working_days_between(on, due_on) if due_on and due_on >= on else None


def calendar_for(cases: Iterable[CaseFile]) -> WorkCalendar | None:
    """The calendar when one of the cases runs under a limit in working days. Two queries, none without."""
    needed = any(case.due_on and in_working_days(workflow_of(case.kind).limit) for case in cases)
    return working_calendar() if needed else None


def waits_since(cases: Iterable[CaseFile]) -> dict:
    """Since when each open case without a date stands where it stands. One query, none when all have a date."""
    keys = [case.pk for case in cases if case.due_on is None and case.is_open and case.reference]
    if not keys:
        return {}
    moved = Event.objects.filter(case__in=keys).exclude(to_state="").exclude(from_state=F("to_state"))
    last = moved.order_by().values("case").annotate(at=Max("at"))
    return {row["case"]: timezone.localdate(row["at"]) for row in last}


def ask_on(since: date | None, on: date) -> date | None:
    """The day to ask again about what waits without a limit."""
    return ask_again_on(since, on) if since else None


def turn_of(case: CaseFile, officer: Officer) -> str:
    """Whose turn it is: ours, office, client or employer; "" when the case is at its end."""
    flow = workflow_of(case.kind)
    return turn_in(flow, case.state, officer) if case.is_open else ""


def turn_in(flow: Workflow, state: str, officer: Officer) -> str:
    """Whose turn it is in a state: who stands outside goes first, then whoever may carry it on."""
    if flow.waits_for.get(state) == "client":
        return flow.client
    return "ours" if any(officer.may(verb) for verb in flow.moving_from(state)) else "office"
