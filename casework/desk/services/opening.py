"""Opening a case that is numbered at once, such as an activation or a transfer request."""

import uuid
from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.casefile.services.references import next_reference
from casework.engine.refusals import Blocked, Reason
from casework.engine.table import Workflow
from casework.staff.models.office import Office
from casework.staff.officer import Officer


@transaction.atomic
def open_numbered_case(
    verb: str,
    workflow: Workflow,
    make_row: Callable[[CaseFile], object],
    *,
    subject: uuid.UUID | None,
    language: str,
    by: Officer,
    on: date,
    exists: Reason,
    counterpart: Office | None = None,
    facts: dict | None = None,
    office: Office | None = None,
) -> CaseFile:
    """Create the case and its kind's row, with history and reference number, at `office` or else this officer's own.

    A center's case belongs to the office the center is attached to. A case that begins on a board of its own is
    nobody's yet. Raises Blocked with `exists` when the database refuses the row because there is one already.
    """
    boarded = workflow.initial in workflow.on_board
    taken = counterpart is None and not boarded and not by.office.is_attached
    case = CaseFile.objects.create(
        kind=workflow.kind,
        office=office or by.office.handles_cases_as,
        through_center=by.office if by.office.is_attached else None,
        counterpart_office=counterpart,
        subject=subject,
        client_language=language,
        state=workflow.initial,
        on_work_list=not boarded,
        opened_by=by.user,
        assigned_to=by.user if taken else None,
        received_on=on,
    )
    try:
        with transaction.atomic():
            make_row(case)
    except IntegrityError as problem:
        raise Blocked(exists) from problem
    record(verb, by=by, case=case, subject=subject, to_state=workflow.initial, facts=facts)
    case.reference = next_reference(case.office, workflow.code, on)
    case.save(update_fields=["reference"])
    return case
