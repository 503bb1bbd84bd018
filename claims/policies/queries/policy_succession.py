"""How a draft would follow the published versions of its policy."""

from dataclasses import dataclass
from datetime import date, timedelta

from claims.policies.models import PolicyVersion


@dataclass(frozen=True)
class Succession:
    """`ends` is the version whose period would end on `ends_on`; `beside` one that stands in the way.

    `gap` is the first day and the last on which no version would be in force before the draft.
    """

    ends: PolicyVersion | None = None
    ends_on: date | None = None
    beside: PolicyVersion | None = None
    gap: tuple[date, date] | None = None


def succession_of(draft: PolicyVersion) -> Succession:
    """What publishing a draft would do to the versions before it. A draft without a first day has none."""
    if draft.starts_on is None:
        return Succession()
    rows = PolicyVersion.objects.published().filter(code=draft.code).exclude(pk=draft.pk)
    overlapping, before = [], None
    for row in sorted(rows, key=lambda row: row.starts_on or date.min):
        if overlap(row, draft):
            overlapping.append(row)
        elif (row.starts_on or date.min) < draft.starts_on:
            before = row
    earlier = [row for row in overlapping if (row.starts_on or date.min) < draft.starts_on]
    later = [row for row in overlapping if row not in earlier]
    last_day = draft.starts_on - timedelta(days=1)
    if later:
        return Succession(beside=later[0])
    if earlier:
        return Succession(ends=earlier[-1], ends_on=last_day)
    if before is not None and before.ends_on < last_day:
        return Succession(gap=(before.ends_on + timedelta(days=1), last_day))
    return Succession()


def overlap(one: PolicyVersion, other: PolicyVersion) -> bool:
    """Whether two versions would be in force on the same day."""
    return (one.starts_on or date.min) <= (other.ends_on or date.max) and (other.starts_on or date.min) <= (
        one.ends_on or date.max
    )
