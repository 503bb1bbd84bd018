"""Files kept sealed for a while: one that was sent before until its sender answers, one with problems until its import ends."""

import io
import uuid
from datetime import datetime, timedelta

from django.core.files.base import File
from django.utils import timezone

from casework.imports.models import Import, ImportFile
from casework.imports.table import About, ImportKind
from casework.staff.officer import Officer
from casework.workbooks.rules.limits import MEGABYTE
from casework.workbooks.services.files import WorkbookRefused

# A larger file is not kept: it is held in memory whole while it is sealed or marked.
MOST_BYTES = 10 * MEGABYTE
WAITS_FOR = timedelta(minutes=30)


def keep(
    kind: ImportKind, upload: File, form: str, *, about: About | None, by: Officer, sent: Import | None = None
) -> ImportFile | None:
    """Keep a file sealed; None for one too large for it."""
    if upload.size > MOST_BYTES:
        return None
    upload.seek(0)
    kept = ImportFile(kind=kind.key, about=_key(about), form=form, uploaded_by=by.user, sent=sent)
    kept.content = upload.read()
    kept.save(force_insert=True)
    return kept


def waiting_file(kind: ImportKind, key: uuid.UUID, *, about: About | None, by: Officer) -> File:
    """The file this officer sent a while ago for the same purpose. Raises WorkbookRefused when it is not kept any more."""
    rows = ImportFile.objects.filter(sent=None, kind=kind.key, about=_key(about), uploaded_by=by.user)
    kept = rows.filter(pk=key, kept_at__gt=timezone.now() - WAITS_FOR).first()
    if kept is None or not kept.content:
        raise WorkbookRefused("not_kept")
    return File(io.BytesIO(kept.content.open_for_work()), name=f"{kept.pk}.{kept.form}")


def forget(key: uuid.UUID) -> None:
    """Empty a file that was answered."""
    ImportFile.objects.filter(pk=key).update(content=b"")


def forget_unanswered(now: datetime) -> int:
    """Empty the files nobody answered in time. Returns how many; safe to run twice and in parallel."""
    old = ImportFile.objects.filter(sent=None, kept_at__lte=now - WAITS_FOR).exclude(content=b"")
    return old.update(content=b"")


def _key(about: About | None) -> str:
    return "" if about is None else str(about.pk)
