"""Addresses of filings of care elsewhere."""

from django.urls import path

from claims.offsite import views

STEPS = ("confirm_filing", "withdraw_filing", "end_filing", "cancel_filing")

urlpatterns = [
    path("people/<uuid:person_id>/filing/", views.open_filing, name="open_filing"),
    path("cases/<uuid:case_id>/offsite-proof/", views.issue_proof, name="issue_offsite_proof"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(views, verb), name=verb) for verb in STEPS),
]
