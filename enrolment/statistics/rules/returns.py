"""The figures of a monthly return: which of them an application counts in, and which sums must agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enrolment.statistics.rules.tables import returned

OPEN_BEFORE, RECEIVED, ANSWERED, IN_TIME, LATE = "open_before", "received", "answered", "in_time", "late"
WITHDRAWN, OPEN_AFTER = "withdrawn", "open_after"
FIRST, ONCE, MORE = "first", "once", "more"
FIGURES = (OPEN_BEFORE, RECEIVED, ANSWERED, IN_TIME, LATE, FIRST, ONCE, MORE, WITHDRAWN, OPEN_AFTER)
# What stands on the left is the sum of what stands on the right.
SUMS = (
    (ANSWERED, (IN_TIME, LATE)),
    (ANSWERED, (FIRST, ONCE, MORE)),
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the return asks of an application. `ended_on` is the day of its answer or withdrawal; `sent` how often it was handed
    in."""

    received_on: date
    ended_on: date | None
    answered: bool
    late: bool
    sent: int


def figures_of(one: Counted, first: date, last: date) -> list[str]:
    """The figures of a month, its first and last day given, that an application counts in."""
    if one.received_on > last or (one.ended_on is not None and one.ended_on < first):
        return []
    found = [RECEIVED if one.received_on >= first else OPEN_BEFORE]
    if one.ended_on is None or one.ended_on > last:
        return [*found, OPEN_AFTER]
    if not one.answered:
        return [*found, WITHDRAWN]
    return [*found, ANSWERED, LATE if one.late else IN_TIME, returned(one.sent)]


def disagreements(figures: Mapping[str, int]) -> list[str]:
    """The figures whose sums do not agree; none in a return that was drawn from its rows."""
    wrong = [whole for whole, parts in SUMS if figures[whole] != sum(figures[part] for part in parts)]
    came, went = (figures[OPEN_BEFORE] + figures[RECEIVED], figures[ANSWERED] + figures[WITHDRAWN])
    return wrong if came == went + figures[OPEN_AFTER] else [*wrong, OPEN_AFTER]
