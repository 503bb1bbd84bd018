"""Addresses of suspensions of networked settlement."""

from django.urls import path

from claims.suspensions import views

STEPS = ("confirm_suspension", "withdraw_suspension", "end_suspension")

urlpatterns = [
    path("people/<uuid:person_id>/suspension/", views.open_suspension, name="open_suspension"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(views, verb), name=verb) for verb in STEPS),
]
