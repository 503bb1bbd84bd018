"""Addresses of complaints and reconsiderations."""

from django.urls import path

from claims.reconsiderations.views import complaint, papers

STEPS = ("uphold_decision", "change_decision", "withdraw_reconsideration")

urlpatterns = [
    path("complaints/", complaint.see_reconsiderations, name="see_reconsiderations"),
    path("cases/<uuid:case_id>/complaint/", complaint.open_reconsideration, name="open_reconsideration"),
    path("cases/<uuid:case_id>/complaint-answer/", papers.issue_complaint_answer, name="issue_complaint_answer"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(complaint, verb), name=verb) for verb in STEPS),
]
