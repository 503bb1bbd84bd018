"""Addresses of inspections; a step's is named by its verb, a paper's by its kind."""

from django.urls import path

from institutions.supervision.states import INSPECTION_STEPS
from institutions.supervision.views import papers, steps

PAPERS = "cases/<uuid:case_id>/papers"
VERBS = ("write_finding", *(verb for verb, _sources, _target in INSPECTION_STEPS))
urlpatterns = [
    path("institutions/<uuid:institution_id>/inspect/", steps.open_inspection, name="open_inspection"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in VERBS),
    path("cases/<uuid:case_id>/findings/<int:finding_id>/strike/", steps.strike_finding, name="strike_finding"),
    path(f"{PAPERS}/inspection-findings/", papers.issue_inspection_findings, name="issue_inspection_findings"),
    path(f"{PAPERS}/breach-receipt/", papers.issue_breach_receipt, name="issue_breach_receipt"),
]
