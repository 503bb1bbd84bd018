"""Scans and photographs of a client's papers: kept sealed under random names, seen only with a look recorded."""

import hashlib
import os
import secrets
import uuid
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record, record_look
from casework.engine.access import visible_or_404
from casework.engine.table import workflow_of
from casework.evidence.models.evidence import Evidence
from casework.evidence.queries import checklist_of
from casework.evidence.services.evidence_files import CleanFile, EvidenceRefused, clean_upload
from casework.sealing.cipher import seal, unseal
from casework.staff.officer import Officer

MOST_FILES_PER_CASE = 60
ORPHANS_AFTER = timedelta(hours=1)

CASE_CLOSED = _("This case is closed; nothing is added to it.")
UNKNOWN_ITEM = _("Choose the paper this file shows from the checklist.")
SAME_FILE = _("This very file is kept on this case already.")
TOO_MANY = _("This case holds as many files as it may (60). Withdraw one that is not needed.")
NO_ROOM = _(
    "The file could not be stored: the storage is full or cannot be written. Nothing else is lost; tell the administrator."
)
NOT_NOW = _("A file is withdrawn only while the case is a draft or returned for papers.")


def path_of(evidence: Evidence) -> Path:
    """Where the sealed file lies: one folder outside every public path."""
    return Path(settings.EVIDENCE_ROOT) / evidence.file_name


def place_of(evidence: Evidence) -> str:
    """What the file is sealed for, so that it cannot be taken for another's."""
    return f"casework_evidence:file:{evidence.pk}"


def may_be_withdrawn(case: CaseFile) -> bool:
    """While the papers are still being put together; afterwards what a reviewer saw must stay."""
    return workflow_of(case.kind).collects_papers(case.state)


def store_evidence(case_id: uuid.UUID, upload, item: str, *, by: Officer, on: date | None = None) -> Evidence:
    """Check, seal and keep an uploaded file as a paper of the checklist.

    Raises EvidenceRefused with a code, PermissionDenied, CaseFile.DoesNotExist. Must not run inside a transaction: the
    file is taken back when its row cannot be committed.
    """
    case = visible_or_404(case_id, by)
    by.must("add_evidence")
    _must_be_asked_for(case, item, on or by.on)
    return keep_copy(case, item, clean_upload(upload), by=by)


def keep_copy(case: CaseFile, item: str, clean: CleanFile, *, by: Officer, **more) -> Evidence:
    """Seal and keep a clean file on a case; `more` are further columns. Raises EvidenceRefused. Must not run inside a
    transaction."""
    evidence = Evidence(
        case=case,
        item=item,
        media_type=clean.media_type,
        file_name=f"{secrets.token_hex(20)}.sealed",
        size=len(clean.content),
        pages=clean.pages,
        sha256=hashlib.sha256(clean.content).digest(),
        uploaded_by=by.user,
        **more,
    )
    try:
        with transaction.atomic(durable=True):
            _keep(evidence, clean, by)
    except BaseException:
        with suppress(OSError):
            path_of(evidence).unlink()
        raise
    return evidence


def _must_be_asked_for(case: CaseFile, item: str, on: date) -> None:
    if not any(row.code == item for row in checklist_of(case.kind, on)):
        raise EvidenceRefused("unknown_item", UNKNOWN_ITEM)


def _keep(evidence: Evidence, clean: CleanFile, by: Officer) -> None:
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=evidence.case_id)
    if not case.is_open:
        raise EvidenceRefused("case_closed", CASE_CLOSED)
    kept = Evidence.objects.filter(case=case, withdrawn_at=None)
    earlier = kept.filter(sha256=evidence.sha256).first()
    if earlier:
        raise EvidenceRefused("same_file_again", SAME_FILE, earlier=earlier)
    if kept.count() >= MOST_FILES_PER_CASE:
        raise EvidenceRefused("too_many_files", TOO_MANY)
    evidence.save(force_insert=True)
    facts = {"evidence": str(evidence.pk), "item": evidence.item, "pages": evidence.pages}
    if evidence.taken_from:
        facts["taken_from"] = str(evidence.taken_from.pk)
    record("add_evidence", by=by, case=case, subject=case.subject, facts=facts)
    try:
        _write(path_of(evidence), seal(clean.content, place_of(evidence)))
    except OSError as problem:
        raise EvidenceRefused("no_room", NO_ROOM) from problem


def _write(path: Path, sealed: bytes) -> None:
    """On the disk for good before the row says so."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def open_evidence(evidence: Evidence, by: Officer) -> bytes:
    """The content of a file this officer may see; the look is recorded first. Raises PermissionDenied, DoesNotExist.

    Raises FileNotFoundError or SealBroken when the store does not hold what the row promises.
    """
    case = visible_or_404(evidence.case_id, by)
    by.must("see_evidence")
    record_look("see_evidence", by=by, shown=[evidence.pk], case=case)
    return unseal(path_of(evidence).read_bytes(), place_of(evidence))


@transaction.atomic
def withdraw_evidence(evidence_id: uuid.UUID, *, by: Officer) -> Evidence:
    """Take a file off a case that is a draft or returned; the sealed file stays as long as the case.

    Raises EvidenceRefused, PermissionDenied, CaseFile.DoesNotExist, Evidence.DoesNotExist.
    """
    evidence = Evidence.objects.get(pk=evidence_id)
    visible_or_404(evidence.case_id, by)
    by.must("add_evidence")
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=evidence.case_id)
    evidence = Evidence.objects.get(pk=evidence_id)
    if evidence.withdrawn_at:
        return evidence
    if not may_be_withdrawn(case):
        raise EvidenceRefused("withdraw_not_now", NOT_NOW)
    evidence.withdrawn_at = timezone.now()
    evidence.save(update_fields=["withdrawn_at"])
    facts = {"evidence": str(evidence.pk), "item": evidence.item}
    record("withdraw_evidence", by=by, case=case, subject=case.subject, facts=facts)
    return evidence


def remove_orphans(now) -> int:
    """Remove files no row names, older than an hour: what a crash between file and commit left. Returns how many."""
    folder = Path(settings.EVIDENCE_ROOT)
    if not folder.is_dir():
        return 0
    limit = (now - ORPHANS_AFTER).timestamp()
    old = [file for file in folder.iterdir() if file.is_file() and file.stat().st_mtime < limit]
    names = [file.name for file in old]
    known = set(Evidence.objects.filter(file_name__in=names).values_list("file_name", flat=True))
    orphans = [file for file in old if file.name not in known]
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)
