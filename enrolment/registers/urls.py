"""Addresses of what registers report."""

from django.urls import path

from casework.imports.urls import addresses
from enrolment.registers import views
from enrolment.registers.services import kinds

urlpatterns = [
    path("register-reports/", views.see_register_reports, name="see_register_reports"),
    path("register-reports/<uuid:report_id>/", views.answer_register_report, name="answer_register_report"),
    path("register-reports/<uuid:report_id>/death/", views.follow_death_report, name="follow_death_report"),
    path("register-reports/<uuid:report_id>/birth/", views.follow_birth_report, name="follow_birth_report"),
    *addresses("deaths", kinds.DEATHS_VERB, "register-reports/deaths/", "registers/deaths/", kinds.DEATHS.pages.urls),
    *addresses("births", kinds.BIRTHS_VERB, "register-reports/births/", "registers/births/", kinds.BIRTHS.pages.urls),
]
