"""An employer, if an officer may know of it."""

import uuid

from django.shortcuts import get_object_or_404

from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer


def employer_or_404(officer: Officer, employer_id: uuid.UUID) -> Employer:
    """The employer with its office and place; otherwise 404, as for one that never was. One query."""
    return get_object_or_404(Employer.objects.visible_to(officer).select_related("office", "place"), pk=employer_id)
