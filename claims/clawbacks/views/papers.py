"""Issuing the papers of a recovery from an institution, each by one press on the page of the case."""

from functools import partial

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from claims.clawbacks.services.papers import KINDS, issue_clawback_paper
from claims.clawbacks.states import CLAWBACK_KIND


def issuing(kind: str):
    """The view that issues papers of a kind."""

    @needs("issue_paper")
    @posts_only("see_case", "case_id")
    def issue(request, case_id):
        case = case_or_404(request.officer, case_id, CLAWBACK_KIND)
        return issue_about(request, case, partial(issue_clawback_paper, kind=KINDS[kind]))

    return issue
