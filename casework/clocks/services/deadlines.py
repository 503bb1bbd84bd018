"""Clocks of a case: start, stop, recompute. Dates are computed by rules above; here they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest, Least

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.clocks.models.deadline import Deadline
from casework.clocks.models.papers_asked import DeadlineReading, PapersAsked
from casework.clocks.queries import due_from, limits
from casework.clocks.rules.due_dates import DueDate
from casework.clocks.rules.missing_papers import NONE, RULE_ID, Asked, Reading, binding, readings
from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.parameters import Value, rule_by_id
from casework.rulebook.rules.working_days import WorkCalendar
from casework.staff.officer import Officer

# Why a clock has no date: a source says that it stands still, or begins anew, and the papers are not here.
PAPERS_MISSING = "papers_missing"


def start(case: CaseFile, due: DueDate, *, place: str = "", person: str = "") -> Deadline:
    """Start a clock; a running clock of the same rule is superseded and stays visible."""
    running = _current().filter(case=case, rule=due.rule).first()
    return _replace(running, case, due, place, person) if running else _write(case, due, place, person)


def start_first(cases: Sequence[CaseFile], due: DueDate, *, place: str = "", person: str = "") -> None:
    """Start the same clock of some cases that were opened just now, so that none of it runs yet. One query."""
    Deadline.objects.bulk_create(_row(case, due, place, person) for case in cases)


def _write(case: CaseFile, due: DueDate, place: str, person: str) -> Deadline:
    row = _row(case, due, place, person)
    row.save(force_insert=True)
    return row


def _row(case: CaseFile, due: DueDate, place: str, person: str) -> Deadline:
    return Deadline(
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
        backward=due.backward,
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
    """Stop the running clock of a rule, if any. `reason` is a code such as enrolled."""
    _current().filter(case=case, rule=rule).update(stopped_on=on, stop_reason=reason)


def copy_nearest_due_date(case: CaseFile) -> None:
    """Keep CaseFile.due_on equal to the nearest running clock; closed cases have none."""
    nearest = nearest_due_date(case)
    if case.due_on != nearest:
        case.due_on = nearest
        CaseFile.objects.filter(pk=case.pk).update(due_on=nearest)


def nearest_due_date(case: CaseFile) -> date | None:
    """The nearest running clock of an open case. One query."""
    if not case.is_open:
        return None
    return case.deadlines.filter(stopped_on=None, superseded_by=None).aggregate(day=Min("legal_on"))["day"]


def nearest_due() -> Subquery:
    """The nearest running clock of each case, within a statement about cases."""
    running = Deadline.objects.filter(case=OuterRef("pk"), stopped_on=None, superseded_by=None)
    return Subquery(running.order_by("legal_on").values("legal_on")[:1])


def copy_first_due_dates(cases: Sequence[CaseFile]) -> None:
    """The same for open cases at once. One query, and one for each day that is not copied yet."""
    running = Deadline.objects.filter(case__in=cases, stopped_on=None, superseded_by=None)
    nearest = dict(running.order_by().values_list("case").annotate(Min("legal_on")))
    moved: dict[date | None, list[CaseFile]] = {}
    for case in cases:
        if case.due_on != nearest.get(case.pk):
            case.due_on = nearest.get(case.pk)
            moved.setdefault(case.due_on, []).append(case)
    for day, of_day in moved.items():
        CaseFile.objects.filter(pk__in=[case.pk for case in of_day]).update(due_on=day)


@dataclass(frozen=True)
class Move:
    """One running clock that another calendar would move."""

    case: CaseFile
    old: Deadline
    legal_on: date


def _running_over(year: int):
    """The clocks of open cases that a day of this year can move: those that rest on an unpublished year, and those whose
    days reach into it, under a reading that does not count, too."""
    begin, end = date(year, 1, 1), date(year, 12, 31)
    read = DeadlineReading.objects.filter(Q(provisional=True) | Q(started_on__lte=end, legal_on__gte=begin))
    rows = _current().filter(case__is_open=True, rule__in=limits())
    rows = rows.annotate(first=Least("started_on", "legal_on"), last=Greatest("started_on", "legal_on"))
    reaches = Q(provisional=True) | Q(first__lte=end, last__gte=begin)
    return rows.filter(reaches | Exists(read.filter(deadline=OuterRef("pk"))))


def _current():
    """The clocks that run, or wait for papers."""
    return Deadline.objects.filter(Q(stopped_on=None) | Q(stop_reason=PAPERS_MISSING), superseded_by=None)


def _said_of(clock: Deadline) -> Value:
    """What is said of missing papers where and when the clock started."""
    return rule_by_id(RULE_ID).value_for(on=clock.started_on, place=clock.place)


def _readings_of(clock: Deadline, calendar: WorkCalendar) -> list[Reading]:
    """The dates of a clock under each reading, from the day it first started. Two queries unless prefetched."""
    asked = [Asked(row.asked_on, row.received_on) for row in clock.case.papers_asked.all() if row.rule == clock.rule]
    first = next((row.started_on for row in clock.readings.all() if row.reading == NONE), clock.started_on)

    def compute(started_on: date, paused: Sequence = ()) -> DueDate:
        person, place = clock.person_kind, clock.place
        return due_from(clock.rule, started_on, place=place, person=person, paused=paused, calendar=calendar)

    return readings(first, asked, compute, _said_of(clock))


def moves_under(calendar: WorkCalendar, *, touching: int, most: int) -> list[Move]:
    """What a calendar that is not in force yet would move, nearest date first, at most so many. Nothing is written."""
    found: list[Move] = []
    clocks = _running_over(touching).select_related("case__office").prefetch_related("readings", "case__papers_asked")
    for clock in clocks.order_by("legal_on", "pk").iterator(chunk_size=500):
        due = binding(_readings_of(clock, calendar))
        if due is not None and due.legal_on != clock.legal_on:
            found.append(Move(clock.case, clock, due.legal_on))
            if len(found) == most:
                break
    return found


def recompute(*, touching: int, by: Officer | None) -> int:
    """Recompute the clocks that a year can move with today's calendar; each changed one keeps its old row and leaves an
    event with both dates. Returns how many clocks were recomputed."""
    calendar = working_calendar()
    keys = list(_running_over(touching).values_list("pk", flat=True))
    return sum(_recompute_one(key, calendar, by) for key in keys)


@transaction.atomic
def _recompute_one(key: int, calendar: WorkCalendar, by: Officer | None) -> int:
    case = CaseFile.objects.select_for_update(of=("self",)).filter(deadlines__pk=key).first()
    old = _current().filter(pk=key).select_related("case").first()
    if case is None or old is None or old.rule not in limits():
        return 0
    new = _read_anew(old, calendar)
    if new.pk == old.pk:
        return 0
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


def papers_asked(case: CaseFile, rule: str, *, on: date) -> None:
    """Papers are missing from a day on: the clock of the rule stands under each reading of what that does to it."""
    PapersAsked.objects.create(case=case, rule=rule, asked_on=on)
    if clock := _current().filter(case=case, rule=rule).first():
        _read_anew(clock, working_calendar(), on=on)


def papers_received(case: CaseFile, rule: str, *, on: date) -> None:
    """The missing papers came on a day, which may lie back. Nothing happens when none were asked for."""
    row = PapersAsked.objects.filter(case=case, rule=rule, received_on=None).first()
    if row is None:
        return
    row.received_on = max(on, row.asked_on)
    row.save(update_fields=["received_on"])
    if clock := _current().filter(case=case, rule=rule).first():
        _read_anew(clock, working_calendar(), on=on)


def _read_anew(clock: Deadline, calendar: WorkCalendar, *, on: date | None = None) -> Deadline:
    """The clock with the date that counts now: the same row, or a new one in its place. Its readings are written down.

    `on`: the day it stops, when the date depends on papers that are missing.
    """
    found = _readings_of(clock, calendar)
    due = binding(found)
    if due is None:
        if clock.stopped_on is None:
            clock.stopped_on, clock.stop_reason = on or clock.legal_on, PAPERS_MISSING
            clock.save(update_fields=["stopped_on", "stop_reason"])
    elif clock.extension_reason and due.legal_on <= clock.legal_on:
        # An extension holds until a reading gives a later day; only a clock that waited for papers runs on with it.
        if clock.stopped_on is not None:
            clock.stopped_on, clock.stop_reason = None, ""
            clock.save(update_fields=["stopped_on", "stop_reason"])
    elif _dates(due) != _dates(clock) or clock.stopped_on is not None:
        clock = _replace(clock, clock.case, due, clock.place, clock.person_kind)
    if len(found) > 1:
        _write_readings(clock, found, _said_of(clock))
    return clock


def _dates(due: DueDate | Deadline) -> tuple:
    return due.started_on, due.nominal_on, due.legal_on, due.provisional


def _write_readings(clock: Deadline, found: Sequence[Reading], said: Value) -> None:
    # None counts for a moment, so that never two do.
    DeadlineReading.objects.filter(deadline=clock).update(counts=False)
    for row in sorted(found, key=lambda row: row.counts):
        known = {"started_on": row.due and row.due.started_on, "legal_on": row.due and row.due.legal_on}
        rest = {"provisional": bool(row.due and row.due.provisional), "counts": row.counts}
        rest |= {"source": said.source, "status": said.status}
        DeadlineReading.objects.update_or_create(deadline=clock, reading=row.reading, defaults=known | rest)
