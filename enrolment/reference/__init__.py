"""Enrolment's reference rows, kept as data files and added after every migrate. An officer's later changes stay."""

import tomllib
from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from casework.models import ChecklistItem, NoticeText
from casework.reference import files
from casework.rulebook.rules.rule_files import LANGUAGES
from enrolment.activation.models.activation_rule import ActivationRule
from enrolment.activation.rules.activation_file import load_matrix
from enrolment.applications.workflow import KIND
from enrolment.documents.models import DocumentKind, NationalCode
from enrolment.hires.rules.registration_deadline import RULE_ID

FOLDER = Path(__file__).parent


def synchronise(**_signal) -> None:
    """Bring document kinds, checklists, the activation matrix and texts into the tables. Safe to run at any time."""
    load_document_kinds()
    load_national_codes()
    load_checklists()
    load_activation_matrix()
    load_notice_texts()


def _read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def load_document_kinds() -> None:
    """Add the kinds that are missing."""
    content = _read("document_kinds.toml")
    known = set(DocumentKind.objects.values_list("code", flat=True))
    for order, entry in enumerate(content["kind"]):
        if entry["code"] in known:
            continue
        DocumentKind.objects.create(
            code=entry["code"],
            category=entry["category"],
            valid_years=entry.get("valid_years"),
            carries_citizen_number=entry.get("citizen_number", False),
            intake=entry.get("intake", False),
            order=order,
            source=content["source"],
            name=entry["zh_hans"],
            **{f"name_{language}": entry[language] for language in LANGUAGES},
        )


def load_national_codes() -> None:
    """Add the first code of each kind that has none."""
    content = _read("national_codes.toml")
    known = set(NationalCode.objects.values_list("kind", "holder"))
    NationalCode.objects.bulk_create(
        NationalCode(
            kind=entry["kind"],
            holder=entry.get("holder", ""),
            code=entry["code"],
            starts_on=content["from"],
            source=entry.get("source", content["source"]),
            status=entry["status"],
            published_at=_midnight(content["from"]),
        )
        for entry in content["code"]
        if (entry["kind"], entry.get("holder", "")) not in known
    )


def load_checklists() -> None:
    """Add the first version of each checklist item that has none."""
    known = set(ChecklistItem.objects.values_list("case_kind", "path", "place", "holding", "code"))
    read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files("checklists.toml", FOLDER))
    for entry in (entry for content in read for entry in content["item"]):
        kind, place, holding = entry.get("kind", KIND), entry.get("place"), entry.get("holding", "")
        if (kind, entry["path"], place, holding, entry["code"]) in known:
            continue
        ChecklistItem.objects.create(
            case_kind=kind,
            path=entry["path"],
            place_id=place,
            holding=holding,
            code=entry["code"],
            required=entry["required"],
            basis_kind=entry["basis_kind"],
            may_be_shared=entry.get("shared", False),
            may_be_committed=entry.get("committed", False),
            starts_on=entry["from"],
            source=entry["source"],
            status=entry["status"],
            published_at=_midnight(entry["from"]),
            name=entry["zh_hans"],
            legal_basis=entry["basis_zh_hans"],
            **{f"name_{language}": entry[language] for language in LANGUAGES},
            **{f"legal_basis_{language}": entry[f"basis_{language}"] for language in LANGUAGES},
        )


def load_activation_matrix() -> None:
    """Add the cells of the activation matrix that are missing."""
    known = set(ActivationRule.objects.values_list("channel", "document_kind_id"))
    for entry in load_matrix():
        if (entry.channel, entry.document_kind) in known:
            continue
        ActivationRule.objects.create(
            channel=entry.channel,
            document_kind_id=entry.document_kind,
            place_id=province_code(entry.place),
            possible=entry.possible,
            starts_on=entry.from_,
            source=entry.source,
            status=entry.status,
            published_at=_midnight(entry.from_),
        )


def province_code(prefix: str) -> str:
    """The division code of a place prefix of the data file: 35 is 350000."""
    return prefix.ljust(6, "0")


def load_notice_texts() -> None:
    """Add the first version of each stage's message that has none."""
    known = set(NoticeText.objects.values_list("clock", "stage"))
    for name in ("notice_texts.toml", "message_texts.toml"):
        for path in files(name, FOLDER):
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            clock = content.get("clock", RULE_ID)
            _add_notice_texts(clock, content, [one for one in content["text"] if (clock, one["stage"]) not in known])


def _add_notice_texts(clock: str, content: dict, entries: list[dict]) -> None:
    for entry in entries:
        NoticeText.objects.create(
            clock=clock,
            stage=entry["stage"],
            starts_on=content["from"],
            source=content["source"],
            status=content["status"],
            published_at=_midnight(content["from"]),
            subject=entry["subject_zh_hans"],
            body=entry["body_zh_hans"],
            **{
                f"{part}_{language}": entry[f"{part}_{language}"]
                for part in ("subject", "body")
                for language in LANGUAGES
            },
        )
