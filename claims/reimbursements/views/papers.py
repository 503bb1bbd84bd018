"""Issuing the papers of a claim, each by one press on the page of the case."""

from functools import partial

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from claims.reimbursements.services.papers import KINDS, issue_claim_paper
from claims.reimbursements.states import REIMBURSEMENT_KIND


def issuing(kind: str):
    """The view that issues papers of a kind."""

    @needs("issue_paper")
    @posts_only("see_case", "case_id")
    def issue(request, case_id):
        case = case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
        return issue_about(request, case, partial(issue_claim_paper, kind=KINDS[kind]))

    return issue
