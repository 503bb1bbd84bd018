"""Addresses of suspicions."""

from django.urls import path

from claims.suspicions import views

urlpatterns = [path("cases/<uuid:case_id>/suspicions/", views.see_suspicions, name="see_suspicions")]
