"""Reference rows of institutions, kept as data files and added after every migrate. An officer's later changes stay."""

import tomllib
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from casework.models import ChecklistItem, NoticeText
from casework.rulebook.rules.rule_files import LANGUAGES
from institutions.designation.models.entry import DesignationEntry
from institutions.register.rules.kinds import kinds

FOLDER = Path(__file__).parent
# The regulations' first day.
CHECKLISTS_FROM = date(2021, 5, 1)


def synchronise(**_signal) -> None:
    """Bring the lists of designation, of papers and the first texts of messages into their tables. Safe to run at any time."""
    _load_entries()
    _load_checklists()
    _load_texts()


def _load_texts() -> None:
    content = tomllib.loads((FOLDER / "message_texts.toml").read_text(encoding="utf-8"))
    known = set(NoticeText.objects.filter(clock=content["clock"]).values_list("stage", flat=True))
    for entry in content["text"]:
        if entry["stage"] in known:
            continue
        NoticeText.objects.create(
            clock=content["clock"],
            stage=entry["stage"],
            starts_on=content["from"],
            source=content["source"],
            status=content["status"],
            published_at=timezone.make_aware(datetime.combine(content["from"], time())),
            subject=entry["subject_zh_hans"],
            body=entry["body_zh_hans"],
            **{f"{part}_{one}": entry[f"{part}_{one}"] for part in ("subject", "body") for one in LANGUAGES},
        )


def _load_entries() -> None:
    known = set(DesignationEntry.objects.values_list("belongs", "code"))
    content = tomllib.loads((FOLDER / "entries.toml").read_text(encoding="utf-8"))
    for entry in content["entry"]:
        if (entry["belongs"], entry["code"]) in known:
            continue
        about = [code for code, kind in kinds().items() if kind.letters == entry["letter"]] if entry["letter"] else []
        DesignationEntry.objects.create(
            belongs=entry["belongs"],
            code=entry["code"],
            kinds=about,
            points=entry["points"],
            starts_on=entry["from"],
            source=entry["source"],
            status=entry["status"],
            published_at=timezone.make_aware(datetime.combine(entry["from"], time())),
            name=entry["zh_hans"],
            **{f"name_{language}": entry[language] for language in LANGUAGES},
        )


def _load_checklists() -> None:
    known = set(ChecklistItem.objects.values_list("case_kind", "path", "code"))
    content = tomllib.loads((FOLDER / "checklists.toml").read_text(encoding="utf-8"))
    for item in content["item"]:
        if (item["kind"], item["path"], item["code"]) in known:
            continue
        ChecklistItem.objects.create(
            case_kind=item["kind"],
            path=item["path"],
            code=item["code"],
            required=False,
            basis_kind=ChecklistItem.Basis.ADMINISTRATIVE_REGULATION,
            starts_on=CHECKLISTS_FROM,
            source=item["source"],
            status=item["status"],
            published_at=timezone.make_aware(datetime.combine(CHECKLISTS_FROM, time())),
            name=item["zh_hans"],
            legal_basis=item["basis_zh_hans"],
            **{f"name_{language}": item[language] for language in LANGUAGES},
            **{f"legal_basis_{language}": item[f"basis_{language}"] for language in LANGUAGES},
        )
