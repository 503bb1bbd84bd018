"""A file from the press that sends it to its rows in the table, in one transaction: a file that is refused leaves nothing."""

import hashlib
from datetime import date
from typing import BinaryIO, cast

from django.core.files.base import File
from django.db import transaction

from casework.imports.models import Import, ImportFile
from casework.imports.queries import sent_before
from casework.imports.rules.descriptions import Description
from casework.imports.services import kept_files
from casework.imports.services.checking import check_all
from casework.imports.services.parts import keep_parts
from casework.imports.services.sheets import FoundSheet, open_sheet
from casework.imports.services.staging import stage
from casework.imports.services.waking import wake
from casework.imports.table import About, ImportKind
from casework.staff.officer import Officer
from casework.workbooks.rules.limits import MEGABYTE
from casework.workbooks.services.files import WorkbookRefused, form_of


class SentBefore(Exception):
    """The same file was sent before; `earlier` is what became of it, `kept` the file while its sender answers (None where it is
    too large to be kept)."""

    def __init__(self, earlier: Import, kept: ImportFile | None):
        super().__init__(str(earlier.pk))
        self.earlier, self.kept = earlier, kept


def receive(
    kind: ImportKind,
    upload: File | None,
    *,
    about: About | None = None,
    by: Officer,
    on: date,
    language: str,
    again: bool = False,
    check: bool = True,
) -> Import:
    """Read a file and keep its rows, then check them. Raises WorkbookRefused, SentBefore, PermissionDenied.

    `again`: take it although the same file was sent before. Without `check` the job checks it (`checking.go_on`); so it does
    where a check is interrupted, and where the description says that a file is too large for a page: of one that is too large to be
    read there, the headers are looked at and the rest is the job's.
    """
    for verb in kind.rights:
        by.must(verb)
    if upload is None:
        raise WorkbookRefused("no_file")
    form = _checked_upload(upload, kind.description)
    digest = _digest_of(upload)
    earlier = sent_before(kind, about, digest, by)
    if earlier and not again:
        raise SentBefore(earlier, kept_files.keep(kind, upload, form, about=about, by=by))
    file = cast(BinaryIO, upload)
    sheet = open_sheet(kind.description, form, file)
    sent = Import(
        kind=kind.key,
        office=by.office,
        uploaded_by=by.user,
        appointment=by.appointment,
        language=language,
        sha256=digest,
        columns=sheet.letters(),
        headers=sheet.header_texts(),
    )
    if form == "csv" and upload.size > kind.description.runs.megabytes_while_she_waits * MEGABYTE:
        _keep_unread(sent, file, about)
        wake()
        return sent
    _keep(sent, sheet, about)
    if check and sent.rows_total > kind.description.runs.checked_while_she_waits:
        wake()
    elif check:
        check_all(sent, by=by, on=on)
        if sent.rows_bad:
            kept_files.keep(kind, upload, form, about=about, by=by, sent=sent)
    return sent


def _checked_upload(upload: File, description: Description) -> str:
    """The form of an uploaded file that may be opened. Raises WorkbookRefused."""
    form = form_of(upload.name or "", frozenset(description.forms))
    if upload.size > description.forms[form].size:
        raise WorkbookRefused("too_large", megabytes=description.forms[form].megabytes)
    if not upload.size:
        raise WorkbookRefused("empty_file")
    return form


def _digest_of(upload: File) -> bytes:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.digest()


def _begun(sent: Import, about: About | None) -> None:
    sent.save(force_insert=True)
    if sent.described.belongs:
        sent.described.belongs.keep(sent, about)


@transaction.atomic
def _keep_unread(sent: Import, file: BinaryIO, about: About | None) -> None:
    sent.state = Import.State.READING
    _begun(sent, about)
    keep_parts(sent, file)


@transaction.atomic
def _keep(sent: Import, sheet: FoundSheet, about: About | None) -> None:
    _begun(sent, about)
    sent.rows_total = stage(sent, sheet.rows())
    # Some of it stands behind the rows in the file.
    sent.notes, sent.merged = sheet.notes(), sheet.merged()
    sent.save(update_fields=["rows_total", "notes", "merged"])
