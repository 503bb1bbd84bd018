"""What a request is measured by: papers that are kept, acts of others since it was made, what the file says."""

from datetime import date

from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.rules.rights import table

PROOF = "proof_of_value"


def papers_of(case: CaseFile, on: date) -> list[ChecklistItem]:
    """The papers of a request by its right and place. One query, once for a case in hand: its page and its steps both ask."""
    known: dict[date, list[ChecklistItem]] = case.__dict__.setdefault("_papers_of_request", {})
    if on not in known:
        known[on] = checklist_of(case.kind, on, case.data_request.right, place=case.office.place_id, holding="")
    return known[on]


def missing_papers(case: CaseFile, on: date) -> list[ChecklistItem]:
    """Papers without which nothing is granted and of which no file is kept. Two queries at most."""
    if "_kept_of_request" not in case.__dict__:
        case.__dict__["_kept_of_request"] = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    kept, request = case.__dict__["_kept_of_request"], case.data_request
    proof = table().needs_proof(request.right, request.about)
    return [
        item
        for item in papers_of(case, on)
        if item.code not in kept and (item.required or (item.code == PROOF and proof))
    ]


def document_was_changed(request: DataRequest) -> bool:
    """Whether a document of the person was added or closed since the request was made. One query."""
    since = request.case.opened_at
    rows = request.person.documents
    return rows.filter(recorded_at__gte=since).exists() or rows.filter(superseded_at__gte=since).exists()


def case_that_did(request: DataRequest, reference: str) -> CaseFile | None:
    """The closed case of the same person by which another record was put right. One query."""
    rows = CaseFile.objects.filter(subject=request.person_id, is_open=False, reference=reference)
    return rows.exclude(pk=request.case_id).first()
