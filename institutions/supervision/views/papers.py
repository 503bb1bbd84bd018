"""Issuing the papers of an inspection: one press, one paper, and the page with the file to print."""

from functools import partial

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from institutions.supervision.services.papers import FINDINGS, RECEIPT, issue_inspection_paper
from institutions.supervision.states import INSPECTION_KIND


def _issue(request, case_id, kind):
    case = case_or_404(request.officer, case_id, INSPECTION_KIND)
    return issue_about(request, case, partial(issue_inspection_paper, kind=kind))


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_inspection_findings(request, case_id):
    """What was found, and until when the institution may reply."""
    return _issue(request, case_id, FINDINGS)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_breach_receipt(request, case_id):
    """What was handed over, for the administrative department to sign for."""
    return _issue(request, case_id, RECEIPT)
