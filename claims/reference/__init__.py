"""The shipped policies as published rows, added after every migrate. A version that is there already is never touched."""

import logging
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import FOLDER
from claims.policies.queries.policy_succession import overlap
from claims.policies.services.policies import from_file

log = logging.getLogger(__name__)


def synchronise(*, folder: Path = FOLDER, **_signal) -> None:
    """Add the shipped versions that the table lacks. Safe to run at any time."""
    known = list(PolicyVersion.objects.kept().defer("text", "document"))
    for path in sorted(folder.glob("*.toml")):
        row = from_file(path.read_text(encoding="utf-8"))
        if any(other.label == row.label for other in known):
            continue
        if any(other.published and other.code == row.code and overlap(other, row) for other in known):
            # An officer's version rules that time; what is shipped later never replaces it.
            log.warning("policy %s is not loaded: another version is in force in its time", row.label)
            continue
        row.published_at = timezone.make_aware(datetime.combine(row.checked_on or row.starts_on or date.min, time()))
        row.save()
        known.append(row)
