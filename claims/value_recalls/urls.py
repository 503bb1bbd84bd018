"""Addresses of recalls of published values."""

from django.urls import path

from claims.value_recalls import views

STEPS = ("decide_value_recall", "decline_value_recall", "withdraw_value_recall", "post_value_recall")

urlpatterns = [
    path("value-recalls/", views.see_value_recalls, name="see_value_recalls"),
    path("value-recalls/new/", views.open_value_recall, name="open_value_recall"),
    path("policies/<uuid:version_id>/recall/", views.open_policy_recall, name="open_policy_recall"),
    path(
        "cases/<uuid:case_id>/value-recall-letter/<uuid:recall_id>/",
        views.issue_value_recall_letter,
        name="issue_value_recall_letter",
    ),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(views, verb), name=verb) for verb in STEPS),
]
