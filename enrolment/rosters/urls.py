"""Addresses of rosters: a roster of hires and one of employers are the same pages under two rights."""

from casework.imports.urls import addresses
from enrolment.rosters.services import kinds

urlpatterns = [
    *addresses(
        "hires", kinds.HIRES_VERB, "employers/<uuid:about_id>/roster/", "rosters/hires/", kinds.HIRES.pages.urls
    ),
    *addresses(
        "employers", kinds.EMPLOYERS_VERB, "employers/roster/", "rosters/employers/", kinds.EMPLOYERS.pages.urls
    ),
]
