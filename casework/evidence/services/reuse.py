"""A scan captured once is used again: a person's verified papers go into a further case of hers, with who verified them."""

import uuid

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.evidence.models.evidence import Evidence
from casework.evidence.queries import checklist_of, evidence_on_file
from casework.evidence.services.evidence import keep_copy, open_evidence
from casework.evidence.services.evidence_files import CleanFile, EvidenceRefused
from casework.staff.officer import Officer

NOT_ON_FILE = _("This scan cannot be used here: it is another person's, was not verified, or holds no more.")


def reuse_evidence(case_id: uuid.UUID, evidence_id: uuid.UUID, *, by: Officer) -> Evidence:
    """Keep a scan of an earlier case on this one, as verified there. The look at it is recorded.

    Raises EvidenceRefused, PermissionDenied, CaseFile.DoesNotExist, FileNotFoundError, SealBroken. Must not run inside a
    transaction: the file is taken back when its row cannot be committed.
    """
    case = visible_or_404(case_id, by)
    by.must("add_evidence")
    names = {row.code: row.name for row in checklist_of(case.kind, by.on)}
    found = {each.scan.pk: each for each in evidence_on_file(case, by, names)}.get(evidence_id)
    if found is None:
        raise EvidenceRefused("not_on_file", NOT_ON_FILE)
    scan = found.scan
    clean = CleanFile(open_evidence(scan, by), scan.media_type, scan.pages)
    return keep_copy(
        case,
        scan.item,
        clean,
        by=by,
        taken_from=scan,
        verified_by=get_user_model().objects.get(pk=found.verified_by_id),
        verified_on=timezone.localdate(found.verified_at),
    )
