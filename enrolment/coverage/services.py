"""Cover is never changed: a period is reversed, and written anew where it stands after all."""

from django.db.models.functions import Now

from enrolment.coverage.models import Enrolment
from enrolment.persons.models.person import Person

MERGED, STRUCK = "merged", "struck"


def post_again(enrolment: Enrolment, person: Person | None) -> Enrolment | None:
    """Reverse a period and write it anew for a person, with the office and application it came of; without a person it is
    reversed only. Returns the new row. Raises IntegrityError when she is covered in that period already."""
    reason = STRUCK if person is None else MERGED
    Enrolment.objects.filter(pk=enrolment.pk, superseded_at=None).update(superseded_at=Now(), superseded_reason=reason)
    if person is None:
        return None
    return Enrolment.objects.create(
        person=person,
        scheme=enrolment.scheme,
        office=enrolment.office,
        application=enrolment.application,
        starts_on=enrolment.starts_on,
        ends_on=enrolment.ends_on,
    )
