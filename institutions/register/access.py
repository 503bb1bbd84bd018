"""An institution, if an officer may know of it."""

import uuid

from django.http import Http404

from casework.staff.officer import Officer
from institutions.register.models.institution import Institution


def institution_or_404(officer: Officer, institution_id: uuid.UUID) -> Institution:
    """The institution with its office and place; otherwise 404, as for one that never was. One query."""
    rows = Institution.objects.visible_to(officer).select_related("office", "place")
    institution = rows.filter(pk=institution_id).first()
    if institution is None:
        raise Http404
    return institution
