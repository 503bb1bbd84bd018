"""What papers that are missing do to a time limit: nothing, a pause, or a new start. While no source says it, all are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from casework.clocks.rules.due_dates import ONE_DAY, DueDate, Span
from casework.rulebook.rules.rule_records import Value

RULE_ID = "casework.missing_papers"
NONE, PAUSE, RESTART = READINGS = ("none", "pause", "restart")


@dataclass(frozen=True)
class Asked:
    """Papers that were asked for on a day, and the day they came; None while they are missing."""

    asked_on: date
    received_on: date | None


@dataclass(frozen=True)
class Reading:
    """The date a reading gives; `due` is None while it depends on papers that have not come. `counts`: it binds."""

    reading: str
    due: DueDate | None
    counts: bool


# The due date of one limit of one case: from a day, without the days of some pauses.
Compute = Callable[[date, Sequence[Span]], DueDate]


def readings(started_on: date, asked: Sequence[Asked], compute: Compute, said: Value) -> list[Reading]:
    """The date under each reading, in the order of READINGS; without papers asked for since the start only the first.

    `said` is the rule's value. A reading that a source states counts alone; while it is assumed the earliest known date
    counts, so that nobody is late under any of them.
    """
    since = [row for row in asked if row.asked_on >= started_on]
    due: dict[str, DueDate | None] = {NONE: compute(started_on, ())}
    if since:
        due |= _with_papers(started_on, since, compute)
    known = {name: found for name, found in due.items() if found is not None}
    earliest = min(known, key=lambda name: known[name].legal_on)
    binding = earliest if said.status == "assumed" or not since else said.value
    return [Reading(name, found, name == binding) for name, found in due.items()]


def _with_papers(started_on: date, since: Sequence[Asked], compute: Compute) -> dict[str, DueDate | None]:
    spans = [(row.asked_on, row.received_on) for row in since if row.received_on is not None]
    if len(spans) < len(since):
        return {PAUSE: None, RESTART: None}
    # The day of asking was worked on; the day the papers came is not counted, as the first day never is.
    pauses = [(asked_on + ONE_DAY, received_on) for asked_on, received_on in spans if received_on > asked_on]
    return {PAUSE: compute(started_on, pauses), RESTART: compute(max(last for _asked_on, last in spans), ())}


def binding(found: Sequence[Reading]) -> DueDate | None:
    """The date that counts, None while it depends on papers that have not come."""
    return next(row.due for row in found if row.counts)
