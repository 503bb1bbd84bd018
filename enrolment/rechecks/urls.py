"""Addresses of the yearly asking about residence."""

from django.urls import path

from enrolment.rechecks import views

urlpatterns = [
    path("residence-checks/", views.see_residence_checks, name="see_residence_checks"),
    path("residence-checks/<uuid:check_id>/", views.answer_residence_check, name="answer_residence_check"),
]
