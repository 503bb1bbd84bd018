"""What holds of a person for a time, for pages and rules."""

import uuid

from enrolment.persons.models.standing import Standing


def standings_of(person_id: uuid.UUID) -> list[Standing]:
    """Everything on file that stands, newest first, with the case that proves it; which disease is left sealed. One query."""
    rows = Standing.objects.known().filter(person=person_id).defer("detail")
    return list(rows.select_related("case").order_by("-starts_on"))
