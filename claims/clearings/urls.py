"""Addresses of payments between areas."""

from django.urls import path

from claims.clearings.views import clearings

STEPS = ("approve_area_clearing", "decline_area_clearing", "withdraw_area_clearing")

urlpatterns = [
    path("area-clearings/", clearings.see_area_clearings, name="see_area_clearings"),
    path(
        "area-clearings/<slug:month>/<slug:debtor>/<slug:creditor>/",
        clearings.state_area_clearing,
        name="state_area_clearing",
    ),
    path(
        "cases/<uuid:case_id>/area-clearing-statement/",
        clearings.issue_statement,
        name="issue_area_clearing_statement",
    ),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(clearings, verb), name=verb) for verb in STEPS),
]
