"""Clocks of a case: start, stop, recompute. Dates are computed by rules above; here they are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import transaction
from django.db.models import Min, Q

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.clocks.models.deadline import Deadline
from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.working_days import WorkCalendar
from casework.staff.officer import Officer


class DueDate(Protocol):
    """What a deadline rule answers."""

    rule: str
    rule_version: str
    started_on: date
    nominal_on: date
    legal_on: date
    provisional: bool
    source: str
    status: str


# Rules whose clocks are followed by notices of their own and put no tasks on the work list.
_without_tasks: set[str] = set()
# rule id → function(started_on, place=, person=, calendar=) → DueDate; apps register theirs when they are ready.
_computers: dict[str, Callable[..., DueDate]] = {}


def register_rule(rule: str, compute: Callable[..., DueDate], *, tasks: bool = True) -> None:
    """Make a deadline rule recomputable when a calendar year is published. `tasks`: whether its clocks put tasks."""
    _computers[rule] = compute
    if not tasks:
        _without_tasks.add(rule)


def rules_with_tasks() -> list[str]:
    """The rules whose clocks put tasks on the work list."""
    return sorted(set(_computers) - _without_tasks)


def start(case: CaseFile, due: DueDate, *, place: str = "", person: str = "") -> Deadline:
    """Start a clock; a running clock of the same rule is superseded and stays visible."""
    running = Deadline.objects.filter(case=case, rule=due.rule, stopped_on=None, superseded_by=None).first()
    return _replace(running, case, due, place, person) if running else _write(case, due, place, person)


def _write(case: CaseFile, due: DueDate, place: str, person: str, **extra) -> Deadline:
    return Deadline.objects.create(
        case=case,
        rule=due.rule,
        rule_version=due.rule_version,
        source=due.source,
        status=due.status,
        place=place,
        person_kind=person,
        started_on=due.started_on,
        nominal_on=due.nominal_on,
        legal_on=due.legal_on,
        provisional=due.provisional,
        **extra,
    )


def _replace(old: Deadline, case: CaseFile, due: DueDate, place: str, person: str) -> Deadline:
    # The old row must leave the "one running clock" index before the new one enters it.
    old.stopped_on, old.stop_reason = due.started_on, "superseded"
    old.save(update_fields=["stopped_on", "stop_reason"])
    new = _write(case, due, place, person)
    old.superseded_by = new
    old.save(update_fields=["superseded_by"])
    return new


def stop(case: CaseFile, rule: str, *, on: date, reason: str) -> None:
    """Stop the running clock of a rule, if any. `reason` is a code such as returned_for_papers."""
    Deadline.objects.filter(case=case, rule=rule, stopped_on=None, superseded_by=None).update(
        stopped_on=on, stop_reason=reason
    )


def copy_nearest_due_date(case: CaseFile) -> None:
    """Keep CaseFile.due_on equal to the nearest running clock; closed cases have none."""
    running = case.deadlines.filter(stopped_on=None, superseded_by=None)
    nearest = running.aggregate(day=Min("legal_on"))["day"] if case.is_open else None
    if case.due_on != nearest:
        case.due_on = nearest
        CaseFile.objects.filter(pk=case.pk).update(due_on=nearest)


@dataclass(frozen=True)
class Move:
    """One running clock that another calendar would move."""

    case: CaseFile
    old: Deadline
    legal_on: date


def _running_over(year: int):
    """The running clocks of open cases that a day of this year can move: those that rest on an unpublished year, and
    those begun in it or the year before and not over before it."""
    rows = Deadline.objects.filter(stopped_on=None, superseded_by=None, case__is_open=True, rule__in=_computers)
    spans = Q(started_on__lte=date(year, 12, 31), legal_on__gte=date(year, 1, 1))
    return rows.filter(Q(provisional=True) | spans)


def _due_under(clock: Deadline, calendar: WorkCalendar) -> DueDate:
    compute = _computers[clock.rule]
    return compute(clock.started_on, place=clock.place, person=clock.person_kind, calendar=calendar)


def moves_under(calendar: WorkCalendar, *, touching: int, most: int) -> list[Move]:
    """What a calendar that is not in force yet would move, nearest date first, at most so many. Nothing is written."""
    found: list[Move] = []
    clocks = _running_over(touching).select_related("case__office").order_by("legal_on", "pk")
    for clock in clocks.iterator(chunk_size=500):
        due = _due_under(clock, calendar)
        if due.legal_on != clock.legal_on:
            found.append(Move(clock.case, clock, due.legal_on))
            if len(found) == most:
                break
    return found


def recompute(*, touching: int, by: Officer | None) -> int:
    """Recompute the running clocks that a year can move with today's calendar; each changed one keeps its old row and
    leaves an event with both dates. Returns how many clocks were recomputed."""
    calendar = working_calendar()
    keys = list(_running_over(touching).values_list("pk", flat=True))
    return sum(_recompute_one(key, calendar, by) for key in keys)


@transaction.atomic
def _recompute_one(key: int, calendar, by: Officer | None) -> int:
    case = CaseFile.objects.select_for_update(of=("self",)).filter(deadlines__pk=key).first()
    old = Deadline.objects.filter(pk=key, stopped_on=None, superseded_by=None).first()
    if case is None or old is None or old.rule not in _computers:
        return 0
    due = _due_under(old, calendar)
    if (due.legal_on, due.nominal_on, due.provisional) == (old.legal_on, old.nominal_on, old.provisional):
        return 0
    new = _replace(old, case, due, old.place, old.person_kind)
    record(
        "recompute_deadline",
        by=by,
        case=case,
        subject=case.subject,
        from_state=case.state,
        to_state=case.state,
        facts={"rule": old.rule, "old": old.legal_on.isoformat(), "new": new.legal_on.isoformat()},
    )
    copy_nearest_due_date(case)
    return 1
