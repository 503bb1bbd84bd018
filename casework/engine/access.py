"""The case, if this officer may know of it."""

import uuid

from casework.casefile.models.case_file import CaseFile
from casework.staff.officer import Officer


def visible_or_404(case_id: uuid.UUID, by: Officer) -> CaseFile:
    """The case, if this officer may know of it. Raises CaseFile.DoesNotExist otherwise."""
    return CaseFile.objects.visible_to(by).select_related("office", "through_center").get(pk=case_id)
