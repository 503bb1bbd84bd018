"""Addresses of recalls."""

from django.urls import path

from claims.recalls.views import recall, steps

STEPS = ("confirm_recall", "drop_recall", "record_recalled", "refuse_recall", "repay_recalled")

urlpatterns = [
    path("cases/<uuid:case_id>/recall/", recall.open_recall, name="open_recall"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in STEPS),
]
