"""Addresses of the figures of claims."""

from django.urls import path

from claims.figures import views

urlpatterns = [
    path("claims/figures/", views.see_claim_figures, name="see_claim_figures"),
    path("claims/figures/table.csv", views.claim_figures_file, name="claim_figures_file"),
]
