"""An employer is held against its end while something is reported for it."""

import uuid
from datetime import date

from django.db import connection

from casework.engine.refusals import Blocked, Reason
from enrolment.employers.queries.standing import why_ended


def must_go_on(employer_id: uuid.UUID, on: date, field: str = "") -> None:
    """Held until the transaction ends: whoever reports something and whoever ends the employer wait for each other. Two queries.
    Raises Blocked for one that has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM enrolment_employer WHERE id = %s FOR SHARE", [employer_id])
    if ended := why_ended(employer_id, on):
        raise Blocked(Reason("employer_ended", ended, field))
