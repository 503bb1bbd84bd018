"""Papers asked for, papers kept, papers issued."""

from collections.abc import Iterable
from datetime import date

from casework.casefile.models.case_file import CaseFile
from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.models.evidence import Evidence
from casework.papers.models.paper import IssuedPaper
from casework.papers.models.text import PaperText
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


def texts_on(codes: Iterable[str], on: date) -> dict[str, Words]:
    """The sentences for papers in force on a day. One query. Raises LookupError naming one that is missing."""
    wanted = list(codes)
    rows = PaperText.objects.filter(code__in=wanted, starts_on__lte=on, published_at__isnull=False)
    found = {row.code: in_each_language(row, "text") for row in rows.order_by("starts_on")}
    missing = [code for code in wanted if code not in found]
    if missing:
        raise LookupError(f"no text of papers in force on {on}: {', '.join(missing)}")
    return found


def papers_of(case: CaseFile) -> list[IssuedPaper]:
    """The papers issued on a case, newest first, without their bytes; `newer` tells the superseded. One query."""
    rows = list(case.papers.defer("content").select_related("issued_by").order_by("-issued_at"))
    seen: set[str] = set()
    for row in rows:
        row.newer = row.kind in seen
        seen.add(row.kind)
    return rows


def is_superseded(paper: IssuedPaper) -> bool:
    """Whether a later paper of the same kind was issued on the same case. One query."""
    later = IssuedPaper.objects.filter(case_id=paper.case_id, kind=paper.kind, issued_at__gt=paper.issued_at)
    return later.exclude(pk=paper.pk).exists()
