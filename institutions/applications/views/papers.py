"""Issuing the papers of an application for designation: one press, one paper, and the page with the file to print."""

from functools import partial

from casework.papers.views import issue_about
from casework.steps.views.access import case_or_404, needs, posts_only
from institutions.applications.services.papers import (
    ACCEPTANCE,
    COVER_SHEET,
    DECISION,
    MISSING,
    PUBLICATION,
    issue_designation_paper,
)
from institutions.applications.states import DESIGNATION_KIND


def _issue(request, case_id, kind):
    case = case_or_404(request.officer, case_id, DESIGNATION_KIND)
    return issue_about(request, case, partial(issue_designation_paper, kind=kind))


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_designation_acceptance(request, case_id):
    """That the application was accepted, and until when it is evaluated."""
    return _issue(request, case_id, ACCEPTANCE)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_designation_missing(request, case_id):
    """What is missing, said once."""
    return _issue(request, case_id, MISSING)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_designation_decision(request, case_id):
    """The decision that turns the applicant away, with its remedies."""
    return _issue(request, case_id, DECISION)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_agreement_cover_sheet(request, case_id):
    """The cover sheet of the signed agreement."""
    return _issue(request, case_id, COVER_SHEET)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_designation_publication(request, case_id):
    """The list that is published, as it stands on this day."""
    return _issue(request, case_id, PUBLICATION)
