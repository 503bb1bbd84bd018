"""Issuing the answer to a complaint, by one press on its page."""

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from claims.reconsiderations.services import papers
from claims.reconsiderations.states import RECONSIDERATION_KIND


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_complaint_answer(request, case_id):
    """The answer, once it is decided here."""
    case = case_or_404(request.officer, case_id, RECONSIDERATION_KIND)
    return issue_about(request, case, papers.issue_complaint_answer)
