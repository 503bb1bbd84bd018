"""Opening a case that is numbered at once, such as an activation or a transfer request."""

import uuid
from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction

from casework.models import CaseFile, Office
from casework.officer import Officer
from casework.services.events import record
from casework.services.references import next_reference
from casework.transitions import Blocked, Reason
from casework.workflows.table import Workflow


@transaction.atomic
def open_numbered_case(
    verb: str,
    workflow: Workflow,
    make_row: Callable[[CaseFile], object],
    *,
    subject: uuid.UUID,
    language: str,
    by: Officer,
    on: date,
    exists: Reason,
    counterpart: Office | None = None,
) -> CaseFile:
    """Create the case and its kind's row at this officer's office, with history and reference number.

    Raises Blocked with `exists` when the database refuses the row because there is one already.
    """
    case = CaseFile.objects.create(
        kind=workflow.kind,
        office=by.office,
        counterpart_office=counterpart,
        subject=subject,
        client_language=language,
        state=workflow.initial,
        opened_by=by.user,
        assigned_to=by.user if counterpart is None else None,
        received_on=on,
    )
    try:
        with transaction.atomic():
            make_row(case)
    except IntegrityError as problem:
        raise Blocked(exists) from problem
    record(verb, by=by, case=case, subject=subject, to_state=workflow.initial)
    case.reference = next_reference(by.office, workflow.code, on)
    case.save(update_fields=["reference"])
    return case
