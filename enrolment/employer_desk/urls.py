"""Addresses of employers, hires and messages. A step's address, view, permission and event are named by its verb."""

from django.urls import path

from enrolment.employer_desk.views import employer_changes, employers, public
from enrolment.hires.views import board, hires

HIRE_STEPS = (
    "correct_start",
    "record_leaving",
    "propose_finding",
    "propose_correction",
    "confirm_correction",
    "confirm_leaving",
    "confirm_finding",
    "reject_finding",
    "give_lateness_reason",
    "issue_order",
)
OF_AN_EMPLOYER = ("edit_employer", "add_contact", "write_talk", "open_employer_change", "report_hire")

urlpatterns = [
    path("employers/", employers.see_employers, name="see_employers"),
    path("employers/register/", employers.register_employer, name="register_employer"),
    path("employers/<uuid:employer_id>/", employers.see_employer, name="see_employer"),
    path("employers/<uuid:employer_id>/apply/", employers.apply_for_employer, name="apply_for_employer"),
    path("employers/<uuid:employer_id>/contacts/<uuid:contact_id>/end/", employers.end_contact, name="end_contact"),
    *(
        path(f"employers/<uuid:employer_id>/{verb.replace('_', '-')}/", getattr(employers, verb), name=verb)
        for verb in OF_AN_EMPLOYER
    ),
    path("cases/<uuid:case_id>/hire/", hires.see_hire, name="see_hire"),
    path("cases/<uuid:case_id>/apply/", hires.apply_for_hire, name="apply_for_hire"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(hires, verb), name=verb) for verb in HIRE_STEPS),
    path("cases/<uuid:case_id>/employer-change/", employer_changes.see_employer_change, name="see_employer_change"),
    *(
        path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(employer_changes, verb), name=verb)
        for verb in ("accept_employer_change", "decline_employer_change")
    ),
    path("hires/", board.see_board, name="see_board"),
    path("hires/sheet/", board.export_board, name="export_board"),
    path("public/employers/<slug:language>/", public.employer_guide, name="employer_guide"),
    path("public/employers/<slug:language>/roster.xlsx", public.public_roster_template, name="public_roster_template"),
]
