"""The shipped policies as published rows, and the papers of a claim, added after every migrate. A version that is there already
is never touched."""

import logging
import tomllib
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from casework.models import ChecklistItem
from casework.rulebook.rules.rule_files import LANGUAGES
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import FOLDER
from claims.policies.queries.policy_succession import overlap
from claims.policies.services.policies import from_file
from claims.reimbursements.states import REIMBURSEMENT_KIND

log = logging.getLogger(__name__)


def synchronise(*, folder: Path = FOLDER, **_signal) -> None:
    """Add the shipped versions that the table lacks, and the first version of each paper of a claim. Safe to run at any time."""
    _load_checklists()
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


def _load_checklists() -> None:
    content = tomllib.loads((Path(__file__).parent / "checklists.toml").read_text(encoding="utf-8"))
    known = set(ChecklistItem.objects.values_list("case_kind", "code", "path"))
    for entry in content["item"]:
        # What an entry does not say of itself is said at the head of the file.
        said = {"case_kind": REIMBURSEMENT_KIND} | content | entry
        if (said["case_kind"], entry["code"], entry["path"]) in known:
            continue
        ChecklistItem.objects.create(
            case_kind=said["case_kind"],
            path=entry["path"],
            code=entry["code"],
            required=entry["required"],
            may_be_committed=entry.get("may_be_committed", False),
            basis_kind=entry["basis_kind"],
            starts_on=said["from"],
            source=said["source"],
            status=said["status"],
            published_at=timezone.make_aware(datetime.combine(said["from"], time())),
            name=entry["zh_hans"],
            legal_basis=said["basis_zh_hans"],
            **{f"name_{language}": entry[language] for language in LANGUAGES},
            **{f"legal_basis_{language}": said[f"basis_{language}"] for language in LANGUAGES},
        )
