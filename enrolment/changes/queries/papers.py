"""The papers of a change: those of its act, and which of them are not kept on the case."""

from datetime import date

from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.queries import checklist_of
from casework.models import CaseFile

# What the person herself asks with: her own act, not a proof that is demanded of her. Without it there is nothing to decide on.
PAY_OUT_REQUEST, DIAGNOSIS = "pay_out_request", "diagnosis"


def papers_of_act(case: CaseFile, on: date) -> list[ChecklistItem]:
    """The list of papers of a case by its act and place. One query, once for a case in hand: its page and its steps both ask."""
    known: dict[date, list[ChecklistItem]] = case.__dict__.setdefault("_papers_of_act", {})
    if on not in known:
        known[on] = checklist_of(case.kind, on, case.enrolment_change.act, place=case.office.place_id, holding="")
    return known[on]


def _kept(case: CaseFile) -> set[str]:
    """The papers of which a file is kept. One query, once for a case in hand."""
    if "_papers_kept" not in case.__dict__:
        case.__dict__["_papers_kept"] = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    return case.__dict__["_papers_kept"]


def missing_papers(case: CaseFile, on: date) -> list[ChecklistItem]:
    """Papers without which the change is not recorded and of which no file is kept. Two queries at most."""
    kept, change = _kept(case), case.enrolment_change
    own = {PAY_OUT_REQUEST: change.account == "paid_out", DIAGNOSIS: bool(change.detail.open_for_work())}
    return [
        item
        for item in papers_of_act(case, on)
        if item.code not in kept and (item.required or own.get(item.code, False))
    ]
