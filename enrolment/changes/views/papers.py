"""Issuing the papers of a change: one press, one paper, and the page with the file to print."""

from functools import partial

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from enrolment.changes.services.papers import (
    BACK_PAYMENT_BILL,
    CHANGE_RECEIPT,
    REFUND_DECISION,
    TRANSFER_PROOF,
    issue_change_paper,
)
from enrolment.changes.states import ENROLMENT_CHANGE_KIND


def _issue(request, case_id, kind):
    case = case_or_404(request.officer, case_id, ENROLMENT_CHANGE_KIND)
    return issue_about(request, case, partial(issue_change_paper, kind=kind))


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_change_receipt(request, case_id):
    """What was asked for and what came of it."""
    return _issue(request, case_id, CHANGE_RECEIPT)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_transfer_proof(request, case_id):
    """The proof of cover and contributions of a transfer to another pooling area."""
    return _issue(request, case_id, TRANSFER_PROOF)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_refund_decision(request, case_id):
    """The decision on a premium that is given back."""
    return _issue(request, case_id, REFUND_DECISION)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_back_payment_bill(request, case_id):
    """The bill of the years short at retirement."""
    return _issue(request, case_id, BACK_PAYMENT_BILL)
