"""An employer, if an officer may know of it."""

import uuid

from django.http import Http404

from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer


def employer_or_404(officer: Officer, employer_id: uuid.UUID) -> Employer:
    """The employer with its office and place; otherwise 404, as for one that never was. One query."""
    employer = Employer.objects.visible_to(officer).select_related("office", "place").filter(pk=employer_id).first()
    if employer is None:
        raise Http404
    return employer
