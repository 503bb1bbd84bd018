"""Addresses of the year of a person's claims."""

from django.urls import path

from claims.year_statements import views

urlpatterns = [
    path("people/<uuid:person_id>/claims-of-a-year/", views.see_claims_year, name="see_claims_year"),
    path("people/<uuid:person_id>/claims-of-a-year/paper/", views.issue_claims_year, name="issue_claims_year"),
]
