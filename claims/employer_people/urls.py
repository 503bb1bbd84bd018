"""Addresses of the claims of an employer's people."""

from django.urls import path

from claims.employer_people import views

urlpatterns = [path("employers/<uuid:employer_id>/claims/", views.see_employer_claims, name="see_employer_claims")]
