"""Addresses of the staff of an institution; a step's is named by its verb."""

from django.urls import path

from institutions.staff_qualification.states import STAFF_POINTS_STEPS
from institutions.staff_qualification.views import papers, staff, steps

PEOPLE = "institutions/<uuid:institution_id>/staff/"
urlpatterns = [
    path(PEOPLE, staff.see_institution_staff, name="see_institution_staff"),
    path(f"{PEOPLE}register/", staff.register_institution_staff, name="register_institution_staff"),
    path(f"{PEOPLE}<uuid:post_id>/", staff.see_staff_person, name="see_staff_person"),
    path(f"{PEOPLE}<uuid:post_id>/end/", staff.end_staff_post, name="end_staff_post"),
    path(f"{PEOPLE}<uuid:post_id>/points/", staff.propose_points, name="propose_points"),
    path(f"{PEOPLE}<uuid:post_id>/objection/", staff.object_to_points, name="object_to_points"),
    path(f"{PEOPLE}<uuid:post_id>/name/", staff.correct_staff_name, name="correct_staff_name"),
    path(
        "cases/<uuid:case_id>/papers/staff-points-notice/",
        papers.issue_staff_points_notice,
        name="issue_staff_points_notice",
    ),
    *(
        path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb)
        for verb, _sources, _target in STAFF_POINTS_STEPS
    ),
]
