"""Addresses of rosters: all kinds of rosters are the same pages, each under its own right."""

from casework.imports.urls import addresses
from enrolment.rosters.services import kinds, people_kinds

urlpatterns = [
    *addresses(
        "hires", kinds.HIRES_VERB, "employers/<uuid:about_id>/roster/", "rosters/hires/", kinds.HIRES.pages.urls
    ),
    *addresses(
        "students",
        people_kinds.STUDENTS_VERB,
        "rosters/students/new/",
        "rosters/students/",
        people_kinds.STUDENTS.pages.urls,
    ),
    *addresses(
        "families",
        people_kinds.FAMILIES_VERB,
        "rosters/families/new/",
        "rosters/families/",
        people_kinds.FAMILIES.pages.urls,
    ),
    *addresses(
        "employers", kinds.EMPLOYERS_VERB, "employers/roster/", "rosters/employers/", kinds.EMPLOYERS.pages.urls
    ),
]
