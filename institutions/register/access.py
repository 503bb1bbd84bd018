"""An institution, if an officer may know of it."""

import uuid

from django.shortcuts import get_object_or_404

from casework.staff.officer import Officer
from institutions.register.models.institution import Institution


def institution_or_404(officer: Officer, institution_id: uuid.UUID) -> Institution:
    """The institution with its office and place; otherwise 404, as for one that never was. One query."""
    rows = Institution.objects.visible_to(officer).select_related("office", "place")
    return get_object_or_404(rows, pk=institution_id)
