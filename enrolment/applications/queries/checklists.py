"""The papers an application may ask for, with their legal basis and whether they are here."""

from dataclasses import dataclass

from casework.models import CaseFile, ChecklistItem


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


def lacking(checklist: list[Paper]) -> list[Paper]:
    """What the law lets the office demand and of which no copy is kept."""
    return [paper for paper in checklist if paper.required and paper.state == "missing"]
