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


def checklist_of(case_kind: str, on: date, path: str | None = None) -> list[ChecklistItem]:
    """The published items of a kind of case in force on a day, of all paths or of one. One query."""
    rows = ChecklistItem.objects.filter(case_kind=case_kind, starts_on__lte=on, published_at__isnull=False)
    if path is not None:
        rows = rows.filter(path__in=["", path])
    newest = {(row.path, row.code): row for row in rows.order_by("starts_on")}
    return sorted((row for row in newest.values() if not row.withdrawn), key=lambda row: (row.path, row.code))


def evidence_of(case: CaseFile) -> list[Evidence]:
    """The files kept on a case, oldest first, each with the words of its paper as `item_name`. Two queries."""
    names = {row.code: row.name for row in ChecklistItem.objects.filter(case_kind=case.kind).order_by("starts_on")}
    kept = list(case.evidence.filter(withdrawn_at=None).select_related("uploaded_by"))
    for number, row in enumerate(kept, start=1):
        row.item_name, row.number = names.get(row.item, row.item), number
    return kept
