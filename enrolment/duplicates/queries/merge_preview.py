"""What a merge of two files would do, before it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Reason
from enrolment.duplicates.table import POSTED_AGAIN, STAYS, HangsOn, all_entries
from enrolment.persons.models.person import Person

ONE_STANDS = _("One of the two has to stand. Strike only what the other one leaves no room for.")
TWO_COVERS = _("Both files have an enrolment in the same period. Choose which one does not stand.")


@dataclass(frozen=True)
class PreviewLine:
    """How many rows of an entry go over, or stay and why."""

    entry: HangsOn
    count: int
    moves: bool


@dataclass(frozen=True, kw_only=True)
class MergePreview:
    """The lines, what stands against the merge whatever is chosen, and the covers of which only some can stand."""

    lines: list[PreviewLine]
    against: list[Reason]
    clashing: list[Any]

    def reasons(self, struck: Collection) -> list[Reason]:
        """Everything that stands against the merge when these covers are struck."""
        left = [row for row in self.clashing if row.pk not in struck]
        if any(overlap(one, other) for n, one in enumerate(left) for other in left[n + 1 :]):
            return [*self.against, Reason("two_covers", TWO_COVERS, "struck")]
        gone = [row for row in self.clashing if row.pk in struck]
        if any(not any(overlap(row, other) for other in left) for row in gone):
            return [*self.against, Reason("no_cover_left", ONE_STANDS, "struck")]
        return self.against


def merge_preview(kept: Person, joined: Person) -> MergePreview:
    """What would move, stay and clash. One query an entry and those of the entries' own questions."""
    lines, against, clashing = [], [], []
    for entry in all_entries():
        rows = apps.get_model(entry.model)._default_manager
        if entry.against:
            against += entry.against(kept, joined)
        hanging = rows.filter(**{entry.field: joined.pk})
        if entry.how == POSTED_AGAIN:
            hanging = hanging.filter(superseded_at=None)
            both = rows.filter(**{f"{entry.field}__in": [kept.pk, joined.pk]}, superseded_at=None)
            clashing += _clashing(list(both.order_by("starts_on", "pk")), entry.field)
        if entry.counted and (count := hanging.count()):
            moves = entry.how != STAYS and (entry.may_move is None or entry.may_move(kept, joined))
            lines.append(PreviewLine(entry, count, moves))
    return MergePreview(lines=lines, against=against, clashing=clashing)


def _clashing(rows: list, field: str) -> list:
    """The covers of one file that overlap one of the other."""
    return [
        row
        for row in rows
        if any(overlap(row, other) for other in rows if getattr(other, f"{field}_id") != getattr(row, f"{field}_id"))
    ]


def overlap(one, other) -> bool:
    """Whether two periods have a day in common; an end that is None is open."""
    return (other.ends_on is None or one.starts_on <= other.ends_on) and (
        one.ends_on is None or other.starts_on <= one.ends_on
    )
