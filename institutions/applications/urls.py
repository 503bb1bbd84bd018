"""Addresses of applications for designation; a step's is named by its verb, a paper's by its kind."""

from django.urls import path

from institutions.applications.states import DESIGNATION_STEPS
from institutions.applications.views import papers, steps

VERBS = ("check_conditions", "score_designation", *(verb for verb, _sources, _target in DESIGNATION_STEPS))
PAPERS = "cases/<uuid:case_id>/papers"

urlpatterns = [
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in VERBS),
    path(f"{PAPERS}/designation-acceptance/", papers.issue_designation_acceptance, name="issue_designation_acceptance"),
    path(f"{PAPERS}/designation-missing/", papers.issue_designation_missing, name="issue_designation_missing"),
    path(f"{PAPERS}/designation-decision/", papers.issue_designation_decision, name="issue_designation_decision"),
    path(
        f"{PAPERS}/designation-publication/", papers.issue_designation_publication, name="issue_designation_publication"
    ),
    path(f"{PAPERS}/agreement-cover-sheet/", papers.issue_agreement_cover_sheet, name="issue_agreement_cover_sheet"),
]
