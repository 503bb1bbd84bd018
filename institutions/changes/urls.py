"""Addresses of what happens to a designation; a step's is named by its verb."""

from django.urls import path

from institutions.changes.states import DESIGNATION_CHANGE_STEPS
from institutions.changes.views import papers, steps

urlpatterns = [
    path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb)
    for verb, _sources, _target in DESIGNATION_CHANGE_STEPS
] + [
    path(
        "cases/<uuid:case_id>/papers/designation-change-notice/",
        papers.issue_designation_change_notice,
        name="issue_designation_change_notice",
    )
]
