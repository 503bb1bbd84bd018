"""Addresses of the figures of institutions' months."""

from django.urls import path

from claims.month_figures import views

urlpatterns = [
    path("months/figures/", views.see_month_figures, name="see_month_figures"),
    path("months/figures/table.csv", views.month_figures_file, name="month_figures_file"),
]
