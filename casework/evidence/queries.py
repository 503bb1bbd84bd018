"""Papers asked for and files kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.event import Event
from casework.evidence.models.cause import ReturnCause
from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.models.evidence import Evidence
from casework.evidence.rules.evidence_reuse import RULE_ID, verified_since
from casework.evidence.table import still_holding, subject_of, verifying_verbs
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from casework.tables.models.bases import LANGUAGE_COLUMNS
from casework.tables.queries.composed import Composed

Words = dict[str, str]


def in_each_language(row, field: str) -> Words:
    """A translated column as words by language code."""
    return {column.replace("_", "-"): getattr(row, f"{field}_{column}") for column in LANGUAGE_COLUMNS}


def _items(case_kind: str, on: date, path: str | None, holding: str | None) -> QuerySet[ChecklistItem]:
    rows = ChecklistItem.objects.filter(case_kind=case_kind, starts_on__lte=on, published_at__isnull=False)
    if path is not None:
        rows = rows.filter(path__in=["", path])
    if holding is not None:
        rows = rows.filter(holding__in=["", holding])
    return rows.select_related("place").order_by("starts_on")


ITEMS = Composed(_items)


def checklist_of(
    case_kind: str, on: date, path: str | None = None, *, place: str | None = None, holding: str | None = None
) -> list[ChecklistItem]:
    """The published items of a kind of case in force on a day. One query.

    With `path` those of all paths and of this one, with `place` (a division code) those of everywhere and of the divisions it
    lies in, with `holding` those for everybody and for holders of this kind of document; of one paper the closest item holds.
    Without them all of them: whatever may be asked of anybody.
    """
    newest = {
        (row.path, row.place_id, row.holding, row.code): row
        for row in ITEMS.read(case_kind, on, path, holding)
        if place is None or row.place is None or place.startswith(row.place.prefix)
    }
    found = sorted(newest.values(), key=_closeness)
    if path is not None:
        found = list({row.code: row for row in found}.values())
    return sorted((row for row in found if not row.withdrawn), key=lambda row: (row.path, row.code))


def _closeness(row: ChecklistItem) -> tuple:
    """The item that fits fewest people last."""
    return (len(row.place.prefix) if row.place else 0, bool(row.path), bool(row.holding))


def causes_on(on: date) -> list[ReturnCause]:
    """The causes of returns in force on a day, in the order of their first days. One query."""
    rows = ReturnCause.objects.filter(published_at__isnull=False, starts_on__lte=on).order_by("starts_on", "pk")
    return [row for row in {row.code: row for row in rows}.values() if not row.withdrawn]


def causes_known() -> dict[str, ReturnCause]:
    """Every cause that was ever given, by its code, in its newest words. One query."""
    rows = ReturnCause.objects.filter(published_at__isnull=False).order_by("starts_on", "pk")
    return {row.code: row for row in rows}


def evidence_of(case: CaseFile) -> list[Evidence]:
    """The files kept on a case, oldest first, each with the words of its paper as `item_name`. Two queries."""
    items = ChecklistItem.objects.filter(case_kind=case.kind).order_by("starts_on")
    names = dict(items.values_list("code", "name"))
    kept = list(
        case.evidence.filter(withdrawn_at=None).select_related("uploaded_by", "verified_by", "taken_from__case")
    )
    for number, row in enumerate(kept, start=1):
        row.item_name, row.number = names.get(row.item, row.item), number
    return kept


@dataclass(frozen=True, kw_only=True)
class OnFile:
    """A scan of an earlier case: the words of its paper, when and by whom it was verified there."""

    scan: Evidence
    name: str
    verified_at: datetime
    verified_by_id: int


def evidence_on_file(case: CaseFile, officer: Officer, names: Mapping[str, str]) -> list[OnFile]:
    """Scans of some papers (by code, with their words) from earlier cases of the same person that this officer may see, verified
    there by a second officer and still holding; what the case holds already is left out. Two queries, none for somebody unknown."""
    if not (names and officer.may("see_evidence") and officer.may("add_evidence")):
        return []
    subject = subject_of(case, officer)
    if subject is None:
        return []
    since = verified_since(rule_by_id(RULE_ID), officer.on)
    verified = Event.objects.filter(case=OuterRef("case"), verb__in=verifying_verbs()).order_by("-at")
    here = case.evidence.filter(withdrawn_at=None).values("sha256")
    rows = Evidence.objects.filter(
        case__in=CaseFile.objects.visible_to(officer), case__subject=subject, withdrawn_at=None, item__in=names
    )
    rows = rows.exclude(case=case).exclude(sha256__in=here)
    rows = rows.annotate(
        verified_at=Subquery(verified.values("at")[:1]), verifier=Subquery(verified.values("actor")[:1])
    ).filter(verified_at__date__gte=since, uploaded_at__lte=F("verified_at"))
    newest = {(row.item, bytes(row.sha256)): row for row in rows.select_related("case").order_by("uploaded_at")}
    found = [
        OnFile(scan=row, name=names[row.item], verified_at=row.verified_at, verified_by_id=row.verifier)
        for row in newest.values()
    ]
    return still_holding(subject, found, officer.on)
