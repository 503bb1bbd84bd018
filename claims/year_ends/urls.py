"""Addresses of year ends."""

from django.urls import path

from claims.year_ends import views

STEPS = ("close_year", "decline_year_end", "withdraw_year_end")

urlpatterns = [
    path("year-ends/", views.see_year_ends, name="see_year_ends"),
    path("year-ends/propose/", views.open_year_end, name="open_year_end"),
    path("cases/<uuid:case_id>/year-end-statement/", views.issue_year_end_statement, name="issue_year_end_statement"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(views, verb), name=verb) for verb in STEPS),
]
