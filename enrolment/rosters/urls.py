"""Addresses of rosters: templates to fill in, files sent, their check, confirmation and progress.

A roster of hires and one of employers are the same pages under two rights, so the right is given here with the address.
"""

from django.urls import path

from casework.evidence.views import limited_upload
from casework.steps.views.access import needs, open_to_staff
from enrolment.rosters.models import VERBS
from enrolment.rosters.rules.columns import EMPLOYERS, HIRES
from enrolment.rosters.views import rosters

ADDRESSES = {HIRES: "employers/<uuid:employer_id>/roster/", EMPLOYERS: "employers/roster/"}


def _addresses(kind: str) -> list:
    opened, told = needs(VERBS[kind]), {"kind": kind}
    one = f"rosters/{kind}/<uuid:roster_id>/"
    send = limited_upload(opened(rosters.import_roster))
    return [
        path(ADDRESSES[kind], send, told, name=VERBS[kind]),
        path(f"rosters/{kind}/template/", open_to_staff(rosters.roster_template), told, name=f"roster_template_{kind}"),
        path(one, opened(rosters.see_roster), told, name=f"see_roster_{kind}"),
        path(f"{one}confirm/", opened(rosters.confirm_roster), told, name=f"confirm_roster_{kind}"),
        path(f"{one}discard/", opened(rosters.discard_roster), told, name=f"discard_roster_{kind}"),
    ]


urlpatterns = [*_addresses(HIRES), *_addresses(EMPLOYERS)]
