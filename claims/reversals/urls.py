"""Addresses of reversals."""

from django.urls import path

from claims.reversals.views import opening, steps

STEPS = ("confirm_reversal", "decline_reversal", "take_back_reversal")

urlpatterns = [
    path("cases/<uuid:case_id>/reverse/", opening.open_reversal, name="open_reversal"),
    path("cases/<uuid:case_id>/correct-claim/", opening.correct_claim, name="correct_claim"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in STEPS),
]
