"""Addresses of the calculator and of kept calculations."""

from django.urls import path

from claims.calculator import views as calculations
from claims.statement import views as statements

urlpatterns = [
    path("calculator/", calculations.calculate, name="calculate"),
    path("calculator/keep/", calculations.keep_calculation, name="keep_calculation"),
    path("calculations/", statements.see_calculations, name="see_calculations"),
    path("cases/<uuid:case_id>/calculation/", statements.see_calculation, name="see_calculation"),
    path("cases/<uuid:case_id>/statement/", statements.see_statement, name="see_statement"),
    path("cases/<uuid:case_id>/issue-statement/", statements.issue_statement, name="issue_statement"),
]
