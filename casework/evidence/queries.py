"""Papers asked for and files kept."""

from datetime import date

from casework.casefile.models.case_file import CaseFile
from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.models.evidence import Evidence
from casework.tables.models.bases import LANGUAGE_COLUMNS

Words = dict[str, str]


def in_each_language(row, field: str) -> Words:
    """A translated column as words by language code."""
    return {column.replace("_", "-"): getattr(row, f"{field}_{column}") for column in LANGUAGE_COLUMNS}


def checklist_of(
    case_kind: str, on: date, path: str | None = None, *, place: str | None = None, holding: str | None = None
) -> list[ChecklistItem]:
    """The published items of a kind of case in force on a day. One query.

    With `path` those of all paths and of this one, with `place` (a division code) those of everywhere and of the divisions it
    lies in, with `holding` those for everybody and for holders of this kind of document; of one paper the closest item holds.
    Without them all of them: whatever may be asked of anybody.
    """
    rows = ChecklistItem.objects.filter(case_kind=case_kind, starts_on__lte=on, published_at__isnull=False)
    if path is not None:
        rows = rows.filter(path__in=["", path])
    if holding is not None:
        rows = rows.filter(holding__in=["", holding])
    newest = {
        (row.path, row.place_id, row.holding, row.code): row
        for row in rows.select_related("place").order_by("starts_on")
        if place is None or row.place is None or place.startswith(row.place.prefix)
    }
    found = sorted(newest.values(), key=_closeness)
    if path is not None:
        found = list({row.code: row for row in found}.values())
    return sorted((row for row in found if not row.withdrawn), key=lambda row: (row.path, row.code))


def _closeness(row: ChecklistItem) -> tuple:
    """The item that fits fewest people last."""
    return (len(row.place.prefix) if row.place else 0, bool(row.path), bool(row.holding))


def evidence_of(case: CaseFile) -> list[Evidence]:
    """The files kept on a case, oldest first, each with the words of its paper as `item_name`. Two queries."""
    names = {row.code: row.name for row in ChecklistItem.objects.filter(case_kind=case.kind).order_by("starts_on")}
    kept = list(case.evidence.filter(withdrawn_at=None).select_related("uploaded_by"))
    for number, row in enumerate(kept, start=1):
        row.item_name, row.number = names.get(row.item, row.item), number
    return kept
