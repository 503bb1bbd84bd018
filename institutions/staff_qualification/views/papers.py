"""Issuing the notice of points: one press, one paper, and the page with the file to print."""

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from institutions.staff_qualification.services import papers
from institutions.staff_qualification.states import STAFF_POINTS_KIND


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_staff_points_notice(request, case_id):
    """The points or what became of an objection, with the remedies."""
    case = case_or_404(request.officer, case_id, STAFF_POINTS_KIND)
    return issue_about(request, case, papers.issue_staff_points_notice)
