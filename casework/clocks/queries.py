"""Time limits by their rule: which there are, and the date one gives today."""

from collections.abc import Sequence
from datetime import date

from casework.casefile.models.case_file import CaseFile
from casework.clocks.rules.due_dates import DueDate, Span, due_date, plain_last_day
from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.parameters import RuleUnknown, all_rules
from casework.rulebook.rules.rule_records import Rule
from casework.rulebook.rules.working_days import WorkCalendar

# Rule id → whether its clocks put tasks on the work list; rooms register theirs when their app is ready.
_limits: dict[str, bool] = {}


class LimitTaken(Exception):
    """Two rooms register one time limit."""


def register_limit(rule: str, *, tasks: bool = True) -> None:
    """Make a rule a time limit: `due` answers it and a published calendar recomputes it.

    `tasks`: its clocks put tasks on the work list; not those that are followed by notices of their own.
    Raises LimitTaken.
    """
    if rule in _limits:
        raise LimitTaken(rule)
    _limits[rule] = tasks


def limits() -> list[str]:
    """The ids of all time limits."""
    return sorted(_limits)


def limits_with_tasks() -> list[str]:
    """Those whose clocks put tasks on the work list."""
    return sorted(rule for rule, tasks in _limits.items() if tasks)


def due_from(
    rule: str,
    started_on: date,
    *,
    place: str = "",
    person: str = "",
    paused: Sequence[Span] = (),
    calendar: WorkCalendar | None = None,
) -> DueDate:
    """The due date of a registered limit from a day. Two queries unless a calendar is given.

    Raises RuleUnknown, ValueMissing, ValueError for a pause that ends before it begins, OverflowError past the year 9999.
    """
    facts = {"person": person} if person else {}
    limit, calendar = _limit(rule), calendar or working_calendar()
    return due_date(limit, started_on, calendar=calendar, rules=all_rules(), place=place, paused=paused, **facts)


def calendar_for(case: CaseFile) -> WorkCalendar:
    """The calendar, asked for once for a case in hand: its clocks, its guards and its page count by the same days."""
    kept = case.__dict__
    if "_calendar" not in kept:
        kept["_calendar"] = working_calendar()
    return kept["_calendar"]


def plain_from(rule: str, started_on: date, *, place: str = "") -> date:
    """The plain last day of a registered limit in days, months or years, not moved off rest days. No query.

    Raises RuleUnknown, ValueMissing, NoTimeLimit for a limit in working days, OverflowError past the year 9999.
    """
    return plain_last_day(_limit(rule), started_on, place=place)


def _limit(rule: str) -> Rule:
    if rule not in _limits:
        raise RuleUnknown(rule, f"no time limit; there are {', '.join(limits())}")
    return all_rules()[rule]
