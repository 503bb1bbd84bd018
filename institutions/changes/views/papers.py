"""Issuing the notice of what happened to a designation: one press, one paper, and the page with the file to print."""

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from institutions.changes.services import papers
from institutions.changes.states import DESIGNATION_CHANGE_KIND


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_designation_change_notice(request, case_id):
    """What happened to the designation, its remedies and the day of service."""
    case = case_or_404(request.officer, case_id, DESIGNATION_CHANGE_KIND)
    return issue_about(request, case, papers.issue_designation_change_notice)
