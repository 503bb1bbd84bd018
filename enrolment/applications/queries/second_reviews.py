"""Which applications still wait for a second reviewer."""

import uuid
from collections.abc import Collection

from enrolment.applications.models.application import EnrolmentApplication


def second_reviews_open(cases: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of these cases, those whose application needs a second review that is not done. One query, none without cases."""
    if not cases:
        return set()
    waiting = EnrolmentApplication.objects.filter(case__in=cases, second_review_needed=True, second_reviewed_on=None)
    return set(waiting.values_list("case", flat=True))
