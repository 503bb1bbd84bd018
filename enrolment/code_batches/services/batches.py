"""Codes activated in batches: people are taken together, the act is done on the platform's terminal away from the counter, and each
line is recorded by the services of a single activation, so that nothing is easier in a batch."""

import uuid
from dataclasses import replace
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.casefile.services.events import record, record_look
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Office
from casework.staff.officer import Officer
from casework.workbooks.services.writing import Sheet, workbook_bytes
from enrolment.activation.services import (
    BELOW_COUNTY,
    Presented,
    activate_code,
    check_identity,
    open_activation,
)
from enrolment.code_batches.models import CodeBatch, CodeBatchLine
from enrolment.code_batches.queries import Source, candidates
from enrolment.code_batches.rules.descriptions import CONFIRMATIONS
from enrolment.codes.services.family import bind_family_account
from enrolment.platform.rules.confirmations import PlatformAnswer

NOBODY = gettext_lazy("Nobody of them waits for a code whom a batch can take.")
NOT_COMPARED = gettext_lazy(
    "Confirm that documents and consents of everybody on the list were handed over and compared."
)
CLOSED = gettext_lazy("The batch is closed. Nothing more is recorded in it.")
BEFORE_TAKEN = gettext_lazy("This day lies before the batch was taken.")
NOT_YET = gettext_lazy("This day is in the future.")
CONFIRMED = gettext_lazy("This line has its confirmation already.")


@transaction.atomic
def take_code_batch(source: Source, *, compared: bool, by: Officer, on: date) -> CodeBatch:
    """Take everybody of a source who waits for a code and can be taken, as lines of a new batch. `compared`: the officer says that
    copies of the documents and signed consents of all of them lie before her (2024 notice: windows act on a person's behalf by
    her documents; that this may be done for many at once is assumed).

    Raises Blocked, PermissionDenied.
    """
    by.must("take_code_batch")
    if by.office.kind not in Office.COUNTY_LEVEL_OR_ABOVE:
        raise Blocked(Reason("office_below_county", BELOW_COUNTY))
    if not compared:
        raise Blocked(Reason("not_compared", NOT_COMPARED, "compared"))
    with connection.cursor() as cursor:
        # Two who take one school at once: the second finds nobody left.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('code batch'))")
    taken = [one for one in candidates(source, by) if not one.why_not]
    if not taken:
        raise Blocked(Reason("nobody_to_take", NOBODY))
    batch = CodeBatch.objects.create(
        office=by.office,
        school=source.school,
        employer=source.employer,
        roster=source.roster,
        taken_by=by.user,
        taken_on=on,
    )
    CodeBatchLine.objects.bulk_create(
        CodeBatchLine(batch=batch, number=number, person=one.person, document=one.document, guardian=one.guardian)
        for number, one in enumerate(taken, start=1)
    )
    record("take_code_batch", by=by, facts={"batch": str(batch.pk), "lines": len(taken)})
    return batch


@transaction.atomic
def file_for_terminal(batch_id: uuid.UUID, *, by: Officer, language: str) -> bytes:
    """The lines that wait, with names and numbers, as a workbook whose last columns are filled in at the terminal and read again as
    a file of confirmations. Leaves a look at everybody named. Raises Blocked for a closed batch, CodeBatch.DoesNotExist,
    PermissionDenied."""
    by.must("print_code_batch")
    batch = CodeBatch.objects.visible_to(by).get(pk=batch_id)
    if batch.closed_on is not None:
        raise Blocked(Reason("batch_closed", CLOSED))
    lines = list(batch.lines.filter(activation=None).select_related("person", "document__kind"))
    record_look("print_code_batch", by=by, shown=[line.person_id for line in lines])
    record("print_code_batch", by=by, facts={"batch": str(batch.pk), "lines": len(lines)})
    columns = CONFIRMATIONS.columns.by_code
    said = {code: column.headers[language] for code, column in columns.items()}
    headers = [
        said["line"],
        _("Name"),
        _("Kind of document"),
        said["number"],
        said["confirmation"],
        said["activated_on"],
    ]
    rows = [
        [str(line.number), line.person.name, line.document.kind.name, line.document.number.open_for_work(), "", ""]
        for line in lines
    ]
    return workbook_bytes([Sheet(title=str(batch), headers=headers, rows=rows, to_fill=True)])


@transaction.atomic
def confirm_code_line(line_id: uuid.UUID, answer: PlatformAnswer, *, by: Officer, on: date) -> CaseFile:
    """Record that the code of a line was activated, by the steps of a single activation and under their rules. The same
    confirmation again changes nothing.

    Raises CodeBatchLine.DoesNotExist, Blocked as those steps do, PermissionDenied.
    """
    by.must("confirm_code_line")
    line = CodeBatchLine.objects.filter(batch__in=CodeBatch.objects.visible_to(by)).get(pk=line_id)
    rows = CodeBatchLine.objects.select_for_update(of=("self",))
    line = rows.select_related("batch", "person__home_office", "document", "activation__case").get(pk=line.pk)
    if line.activation is not None:
        if line.activation.confirmation == answer.confirmation:
            return line.activation.case
        raise Blocked(Reason("line_confirmed", CONFIRMED, "confirmation"))
    if line.batch.closed_on is not None:
        raise Blocked(Reason("batch_closed", CLOSED))
    if answer.on < line.batch.taken_on:
        raise Blocked(Reason("before_taken", BEFORE_TAKEN, "activated_on"))
    if answer.on > on:
        raise Blocked(Reason("not_yet", NOT_YET, "activated_on"))
    # Consents and documents were compared before the act: the steps are those of its day, which lies between the taking and today.
    then = replace(by, on=answer.on)
    case = open_activation(line.person, by=then, on=then.on)
    if line.guardian_id is not None:
        bind_family_account(case.pk, line.guardian_id, "", by=then, on=then.on)
    presented = Presented(
        kind=line.document.kind_id,
        number=line.document.number.open_for_work(),
        issuer=line.document.issuer,
        name_agrees=True,
        consents=True,
    )
    case = check_identity(case.pk, presented, by=then, on=then.on, seen=case.version, op=uuid.uuid4())
    case = activate_code(case.pk, answer, by=then, on=then.on, seen=case.version, op=uuid.uuid4())
    CodeBatchLine.objects.filter(pk=line.pk).update(activation=case.pk)
    record(
        "confirm_code_line",
        by=by,
        case=case,
        subject=case.subject,
        facts={"batch": str(line.batch_id), "line": line.number},
    )
    return case


@transaction.atomic
def close_code_batch(batch_id: uuid.UUID, *, by: Officer, on: date) -> CodeBatch:
    """Close a batch: whoever of it has no code waits anew. A second press changes nothing. Raises CodeBatch.DoesNotExist,
    PermissionDenied."""
    by.must("close_code_batch")
    batch = CodeBatch.objects.select_for_update(of=("self",)).get(
        pk=CodeBatch.objects.visible_to(by).get(pk=batch_id).pk
    )
    if batch.closed_on is None:
        batch.closed_on = on
        batch.save(update_fields=["closed_on"])
        left = batch.lines.filter(activation=None).count()
        record("close_code_batch", by=by, facts={"batch": str(batch.pk), "left": left})
    return batch
