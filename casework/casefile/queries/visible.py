"""One case, if an officer may know of it: every page of a case asks for it, so its statement is composed once."""

import uuid

from django.db.models import QuerySet

from casework.casefile.models.case_file import CaseFile, reach_of
from casework.staff.officer import Officer
from casework.tables.queries.composed import Composed, padded

BESIDE = ("office", "through_center", "assigned_to", "counterpart_office")


def _one(how: str) -> Composed[CaseFile]:
    def visible_case(user: int, offices: tuple[int, ...], case: uuid.UUID, kind: str | None) -> QuerySet[CaseFile]:
        rows = CaseFile.objects.reached(how, user, offices).filter(pk=case)
        return (rows if kind is None else rows.filter(kind=kind)).select_related(*BESIDE)

    return Composed(visible_case)


REACHED = {how: _one(how) for how in ("area", "institutions", "center", "partner")}


def visible_case(officer: Officer, case_id: uuid.UUID, kind: str | None = None) -> CaseFile | None:
    """The case with its offices and whose desk it lies on; None for none, one of another kind, or not hers to see. One query."""
    how, user, offices = reach_of(officer)
    return REACHED[how].first(user, padded(offices), case_id, kind) if how and offices else None
