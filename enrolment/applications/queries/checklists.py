"""The papers an application may ask for, with their legal basis and whether they are here."""

from dataclasses import dataclass
from datetime import date

from casework.evidence.queries import checklist_of
from casework.models import CaseFile, ChecklistItem
from enrolment.persons.queries.representatives import AUTHORITY


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One line of the checklist."""

    code: str
    name: str
    legal_basis: str
    basis_kind: str
    required: bool
    state: str
    replaceable: str
    # Working days within which it may follow here; None: it is needed first.
    follow_days: int | None = None


def items_for(case: CaseFile, on: date, path: str, kind: str) -> list[ChecklistItem]:
    """The papers of a path, at the place of the case, for the holder of a kind of document. One query."""
    return checklist_of(case.kind, on, path, place=case.office.place_id, holding=kind)


def with_letter_of_authority(items: list[ChecklistItem], case: CaseFile, on: date) -> list[ChecklistItem]:
    """The papers a scan may be of, with the letter of a delegate besides. One query."""
    letters = checklist_of(case.kind, on, "", place=case.office.place_id, holding="delegate")
    return items + [item for item in letters if item.code == AUTHORITY]


def checklist_for(case: CaseFile, items: list[ChecklistItem]) -> list[Paper]:
    """The checklist of a case, of the items in force for it. One query."""
    here = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    return [
        Paper(
            code=item.code,
            name=item.name,
            legal_basis=item.legal_basis,
            basis_kind=item.get_basis_kind_display(),
            required=item.required,
            state="seen" if item.code in here else "missing",
            replaceable=_replaceable(item),
            follow_days=item.follow_days if item.may_follow else None,
        )
        for item in items
    ]


def _replaceable(item: ChecklistItem) -> str:
    labels = [
        ChecklistItem._meta.get_field(field).verbose_name
        for field in ("may_be_shared", "may_be_committed")
        if getattr(item, field)
    ]
    return " · ".join(str(label) for label in labels)


def all_follow(papers: list[Paper]) -> bool:
    """Whether something is missing and all of it may follow here."""
    return bool(papers) and all(paper.follow_days for paper in papers)


def lacking(checklist: list[Paper]) -> list[Paper]:
    """What the law lets the office demand and of which no copy is kept."""
    return [paper for paper in checklist if paper.required and paper.state == "missing"]
