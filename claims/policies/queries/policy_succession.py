"""How a draft would follow the published versions of its policy."""

from dataclasses import dataclass
from datetime import date, timedelta

from claims.policies.models import PolicyVersion


@dataclass(frozen=True, kw_only=True)
class Succession:
    """`ends` is the version whose period would end on `ends_on`; `replaces` one it would take the place of, on all its days;
    `beside` one that stands in the way.

    `gap` is the first day and the last on which no version would be in force before the draft.
    """

    ends: PolicyVersion | None = None
    ends_on: date | None = None
    replaces: PolicyVersion | None = None
    beside: PolicyVersion | None = None
    gap: tuple[date, date] | None = None


def succession_of(draft: PolicyVersion) -> Succession:
    """What publishing a draft would do to the versions before it. A draft without a first day has none."""
    if draft.starts_on is None:
        return Succession()
    rows = PolicyVersion.objects.counting().filter(code=draft.code).exclude(pk=draft.pk)
    overlapping, before = [], None
    for row in sorted(rows, key=lambda row: row.starts_on or date.min):
        if overlap(row, draft):
            overlapping.append(row)
        elif (row.starts_on or date.min) < draft.starts_on:
            before = row
    earlier = [row for row in overlapping if (row.starts_on or date.min) < draft.starts_on]
    later = [row for row in overlapping if row not in earlier]
    last_day = draft.starts_on - timedelta(days=1)
    if len(overlapping) == 1 and later and takes_place(draft, later[0]):
        return Succession(replaces=later[0])
    if later:
        return Succession(beside=later[0])
    if earlier:
        return Succession(ends=earlier[-1], ends_on=last_day)
    if before is not None and before.ends_on < last_day:
        return Succession(gap=(before.ends_on + timedelta(days=1), last_day))
    return Succession()


def takes_place(draft: PolicyVersion, other: PolicyVersion) -> bool:
    """Whether a draft begins with another version and leaves none of its days without one."""
    return draft.starts_on == other.starts_on and (draft.ends_on or date.max) >= (other.ends_on or date.max)


def overlap(one: PolicyVersion, other: PolicyVersion) -> bool:
    """Whether two versions would be in force on the same day."""
    return (one.starts_on or date.min) <= (other.ends_on or date.max) and (other.starts_on or date.min) <= (
        one.ends_on or date.max
    )


def days_wrong(version: PolicyVersion, on: date) -> tuple[date, date] | None:
    """The days until `on` on which a published version counted first and counts no more: all of them once another took its place,
    those behind its end once a later one ended it; None while there are none. An ordinary end is one, too: what was settled by it
    before it ended is found to be right."""
    if not version.published:
        return None
    if version.replaced_by_id:
        first, last = version.starts_on, min(on, version.ends_on or on)
    else:
        first, last = version.ends_on and version.ends_on + timedelta(days=1), on
    return (first, last) if first is not None and first <= last else None
