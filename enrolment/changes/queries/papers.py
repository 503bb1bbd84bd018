"""The papers of a change: those of its act, and which of them are not kept on the case."""

from datetime import date

from casework.evidence.models.checklist import ChecklistItem
from casework.evidence.queries import checklist_of
from casework.models import CaseFile

# What the person signs herself for a pay-out: it is her act, not a proof that is demanded of her.
PAY_OUT_REQUEST = "pay_out_request"


def papers_of_act(case: CaseFile, on: date) -> list[ChecklistItem]:
    """The list of papers of a case by its act and place. One query."""
    return checklist_of(case.kind, on, case.enrolment_change.act, place=case.office.place_id, holding="")


def missing_papers(case: CaseFile, on: date) -> list[ChecklistItem]:
    """Papers without which the change is not recorded and of which no file is kept. Two queries."""
    kept = set(case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    paid_out = case.enrolment_change.account == "paid_out"
    return [
        item
        for item in papers_of_act(case, on)
        if item.code not in kept and (item.required or (paid_out and item.code == PAY_OUT_REQUEST))
    ]
