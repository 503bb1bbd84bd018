"""Where an application may be opened: some first enrolments only at a community, and an employer's never there."""

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Reason
from casework.models import CaseFile, Office
from enrolment.coverage.models import Enrolment
from enrolment.eligibility.rules.paths import AT_AN_EMPLOYER
from enrolment.persons.models.person import Person

ONLY_AT_COMMUNITY = _(
    "By the rule of this place the first enrolment is opened at the village or community where the person lives, not here. "
    "Tell her which one it is; what is typed can be typed there."
)
NOT_AT_COMMUNITY = _(
    "An employer registers its staff at the office, not at the community. Send the person to her employer."
)


def wrong_door(case: CaseFile, path: str, opens_at: str, person: Person | None) -> Reason | None:
    """Why this application cannot be opened where it was, None where it can. One query where a rule names a community.

    `opens_at` is what the eligibility rules answered; who was enrolled before comes to any counter.
    """
    at_community = case.through_center is not None and case.through_center.kind == Office.Kind.COMMUNITY
    if at_community and path in AT_AN_EMPLOYER:
        return Reason("not_at_community", NOT_AT_COMMUNITY, "path")
    if opens_at != Office.Kind.COMMUNITY or at_community:
        return None
    if person and Enrolment.objects.filter(person=person, superseded_at=None).exists():
        return None
    return Reason("only_at_community", ONLY_AT_COMMUNITY, "path")
