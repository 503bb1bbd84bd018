"""Addresses of kept calculations and their statements."""

from django.urls import path

from claims.statement import views as statements

urlpatterns = [
    path("calculations/", statements.see_calculations, name="see_calculations"),
    path("cases/<uuid:case_id>/calculation/", statements.see_calculation, name="see_calculation"),
    path("cases/<uuid:case_id>/statement/", statements.see_statement, name="see_statement"),
    path("cases/<uuid:case_id>/issue-statement/", statements.issue_statement, name="issue_statement"),
]
