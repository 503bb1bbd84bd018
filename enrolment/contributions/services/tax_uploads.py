"""Large files of payments: kept in parts when they are sent, booked by the worker. A page waits for neither reading nor booking.

What books is the one service that books a small file in the request: all of it in one transaction, so that a worker that is killed
leaves nothing, and the next one begins again. Memory is that of a part, however large the file.
"""

import logging
import tempfile
import uuid
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from casework.casefile.services.events import record
from casework.questions.rules.mistakes import FactsError
from casework.staff.officer import Officer
from casework.staff.queries import current_appointments
from casework.workbooks.rules.limits import MEGABYTE
from casework.workbooks.services.files import WorkbookRefused, form_of
from enrolment.contributions.models.tax_file import TaxFile
from enrolment.contributions.models.tax_upload import TaxUpload, TaxUploadPart
from enrolment.contributions.queries.tax_progress import session_name
from enrolment.contributions.services.tax_files import (
    LIMITS,
    SentBefore,
    book_tax_file,
    digest_of,
    must_have_headers,
)

log = logging.getLogger(__name__)
# The database or the time went away, not the file: tried again by the next run.
GONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)
# A larger file is booked by the worker: some thirty thousand rows, which a page would be waited for too long.
LARGE, PART = 2 * MEGABYTE, MEGABYTE
State = TaxUpload.State
NO_RIGHT = "appointment_ended"


class WaitsAlready(Exception):
    """The same file was sent before and waits for the worker; `earlier` is that one."""

    def __init__(self, earlier: TaxUpload) -> None:
        super().__init__(str(earlier.pk))
        self.earlier = earlier


def keep_tax_file(file: BinaryIO, name: str, size: int, *, by: Officer) -> TaxUpload:
    """Keep a file for the worker, after a look at its form and its headers. Raises WorkbookRefused, FactsError (a column is
    missing), SentBefore (booked before), WaitsAlready, PermissionDenied."""
    by.must("book_tax_file")
    form = form_of(name, frozenset(LIMITS))
    if size > LIMITS[form].size:
        raise WorkbookRefused("too_large")
    must_have_headers(file, name)
    digest = digest_of(file)
    if earlier := TaxFile.objects.filter(sha256=digest, office=by.office).first():
        raise SentBefore(earlier)
    try:
        return _keep(file, TaxUpload(sha256=digest, form=form, size=size), by)
    except IntegrityError:
        waiting = TaxUpload.objects.filter(sha256=digest, office=by.office, state=State.WAITING).first()
        if waiting is None:
            raise
        raise WaitsAlready(waiting) from None


@transaction.atomic
def _keep(file: BinaryIO, upload: TaxUpload, by: Officer) -> TaxUpload:
    upload.office, upload.sent_by, upload.appointment = by.office, by.user, by.appointment
    upload.save(force_insert=True)
    file.seek(0)
    lines = 0
    for number, content in enumerate(_read_in_parts(file), start=1):
        TaxUploadPart.objects.create(upload=upload, number=number, content=content)
        lines += content.count(b"\n")
    if upload.form == "csv":
        # Of a workbook nobody knows how many there are before it is unpacked.
        upload.rows_known = lines
        upload.save(update_fields=["rows_known"])
    record("keep_tax_file", by=by, facts={"upload": str(upload.pk), "bytes": upload.size})
    return upload


def _read_in_parts(file: BinaryIO) -> Iterator[bytes]:
    while content := file.read(PART):
        yield content


def book_waiting(on: date) -> int:
    """Book the files that wait, the longest first. Returns how many ended. Safe to run twice, late or in parallel."""
    waiting = TaxUpload.objects.filter(state=State.WAITING).order_by("created_at")
    ended = 0
    for key in list(waiting.values_list("pk", flat=True)):
        try:
            ended += _book_one(key, on)
        except GONE:
            raise
        except Exception as problem:
            # The kind of the error only; the file waits on, and the others have their turn.
            log.error("the file %s was not booked: %s", key, type(problem).__name__)
    return ended


def _book_one(key: uuid.UUID, on: date) -> bool:
    """One file; False where another worker is at it. What goes wrong with it does not keep the others waiting."""
    # Seen at once, so that the page says since when it is worked at.
    TaxUpload.objects.filter(pk=key, state=State.WAITING).update(begun_at=timezone.now())
    with transaction.atomic():
        rows = TaxUpload.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.WAITING)
        upload = rows.select_related("sent_by", "office").filter(pk=key).first()
        if upload is None:
            return False
        officer = _officer_of(upload, on)
        try:
            if officer is None:
                raise WorkbookRefused(NO_RIGHT)
            with tempfile.TemporaryFile() as file:
                for content in upload.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=1):
                    file.write(content)
                name = f"upload.{upload.form}"
                upload.booked = book_tax_file(file, name, by=officer, on=on, session=session_name(key))
        except SentBefore as before:
            upload.booked = before.earlier
        except WorkbookRefused as refused:
            upload.failure, upload.failure_params = refused.code, refused.params
        except FactsError as problem:
            upload.failure, upload.failure_params = "headers", {"key": problem.params.get("key", "")}
        _end(upload)
    return True


def _end(upload: TaxUpload) -> None:
    upload.state = State.REFUSED if upload.failure else State.BOOKED
    upload.finished_at = timezone.now()
    if upload.booked is not None and TaxUpload.objects.filter(booked=upload.booked).exists():
        # Two uploads of one file, of which the first was booked meanwhile: it is that one's result.
        upload.booked, upload.state, upload.failure = None, State.REFUSED, "booked_before"
    upload.save(update_fields=["state", "finished_at", "booked", "failure", "failure_params"])
    TaxUploadPart.objects.filter(upload=upload).update(content=b"")


def _officer_of(upload: TaxUpload, on: date) -> Officer | None:
    """Who sent it, under the appointment she did it with, if that still gives her the right."""
    user = upload.sent_by
    rows = current_appointments(user, on) if user.is_active else []
    appointment = next((row for row in rows if row.pk == upload.appointment_id), None)
    officer = Officer(user, appointment, on) if appointment else None
    return officer if officer and officer.may("book_tax_file") else None
