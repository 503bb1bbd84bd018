"""Which recorded death of a person stands, and what it came of."""

import uuid

from enrolment.changes.models import EnrolmentChange

HEIRS = "heirs"
DEATHS = ("report_death", "correct_death")


def death_that_stands(person_id: uuid.UUID) -> EnrolmentChange | None:
    """The change by which the file says that she died, or says on which day; None where none stands. One query."""
    recorded = EnrolmentChange.objects.filter(person=person_id, act__in=DEATHS, state="recorded", taken_back_by=None)
    return recorded.select_related("case").order_by("-decided_on").first()


def first_report(death: EnrolmentChange) -> EnrolmentChange:
    """The report that a corrected death goes back to: it ended authorities and made what is owed to the heirs. A query for each
    correction."""
    while death.takes_back is not None:
        death = death.takes_back
    return death
