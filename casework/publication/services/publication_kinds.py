"""The tables of casework whose versions are published, and what is told of their drafts."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.engine.table import all_workflows
from casework.evidence.models.cause import ReturnCause
from casework.evidence.models.checklist import ChecklistItem
from casework.mailings.models.notice import NoticeText
from casework.mailings.services.texts import preview_of, unknown_names
from casework.papers.models.text import PaperText
from casework.papers.services.paper_kinds import paper_kind
from casework.publication.services.publication import Kind, register_published
from casework.tables.models.bases import LANGUAGE_COLUMNS

# code of a text → the kinds of paper that print it; each app adds its own.
_printed_on: dict[str, tuple[str, ...]] = {}
TEXTS = Path(__file__).resolve().parents[2] / "reference" / "paper_texts.toml"
CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
LANGUAGE_NAMES = {
    "zh_hans": gettext_lazy("simplified Chinese"),
    "zh_hant": gettext_lazy("traditional Chinese"),
    "en": gettext_lazy("English"),
}


def register_texts(printed_on: dict[str, tuple[str, ...]]) -> None:
    """Say which kinds of paper print a text."""
    for code, papers in printed_on.items():
        _printed_on[code] = (*_printed_on.get(code, ()), *papers)


def register_printed(papers: Iterable[str], *codes: str, notice: bool = False) -> None:
    """Say the same the other way round: what some kinds of paper print, besides which of their columns prevails, as
    `texts_for` adds it."""
    prevails = [f"{who}_prevails{'_notice' if notice else ''}" for who in ("chinese", "simplified")]
    register_texts(dict.fromkeys((*codes, *prevails), tuple(papers)))


def printed_on() -> dict[str, tuple[str, ...]]:
    """The kinds of paper by the code of each text that they print."""
    return dict(_printed_on)


def text_codes() -> list[str]:
    """The codes of texts that some paper prints."""
    return sorted(_printed_on)


@cache
def _marks() -> list[tuple[str, date, dict[str, list[str]]]]:
    """(code, from when, language → patterns a text of that code must hold from then on), the earliest first."""
    content = tomllib.loads((TEXTS).read_text(encoding="utf-8"))
    found = [(entry["code"], entry["from"], entry.get("marks", {})) for entry in content["text"]]
    return sorted(found, key=lambda entry: entry[1])


def _marks_on(code: str, starts_on: date) -> dict[str, list[str]]:
    """What a text that begins on a day must hold: the marks in force then, else the first ones."""
    ours = [(since, marks) for known, since, marks in _marks() if known == code]
    begun = [marks for since, marks in ours if since <= starts_on]
    return begun[-1] if begun else (ours[0][1] if ours else {})


def in_words(pattern: str) -> str:
    """A pattern as somebody reads it: its alternatives, with gaps as dots."""
    plain = pattern.replace(r"\s*", "").replace(".*", "…").split("|")
    return " / ".join(dict.fromkeys(plain))


def missing_marks(code: str, texts: dict[str, str], starts_on: date) -> Iterator[tuple[str, str]]:
    """(language, mark) for everything a text of this code must say from a day on and does not; `texts` by language column."""
    for language, patterns in _marks_on(code, starts_on).items():
        for pattern in patterns:
            if not re.search(pattern, texts.get(language) or "", re.IGNORECASE):
                yield language, in_words(pattern)


def text_problems(code: str, texts: dict[str, str], starts_on: date) -> Iterator[str]:
    """What stands against a text of papers, in sentences."""
    if code not in _printed_on:
        yield _("No paper prints a text of this code. Known are: %(codes)s.") % {"codes": ", ".join(text_codes())}
    for language, mark in missing_marks(code, texts, starts_on):
        yield _("The text in %(language)s must say: %(mark)s.") % {"language": LANGUAGE_NAMES[language], "mark": mark}


def _text_problems(row: PaperText) -> Iterator[str]:
    texts = {language: getattr(row, f"text_{language}") for language in LANGUAGE_COLUMNS}
    return text_problems(row.code, texts, row.starts_on)


def _text_touches(row: PaperText) -> Iterator[str]:
    for kind in _printed_on.get(row.code, ()):
        yield _("It is printed on: %(paper)s.") % {"paper": paper_kind(kind).name}


def _text_samples(row: PaperText) -> dict[str, tuple[str, str]]:
    texts = {language: getattr(row, f"text_{language}") for language in LANGUAGE_COLUMNS}
    return {language.replace("_", "-"): ("", text) for language, text in texts.items()}


def checklist_problems(case_kind: str, path: str, code: str) -> Iterator[tuple[str, str]]:
    """(field, sentence) for a checklist item that would show nowhere."""
    workflow = next((each for each in all_workflows() if each.kind == case_kind), None)
    if workflow is None:
        yield "case_kind", _("There is no such kind of case.")
    elif path and path not in dict(workflow.paths):
        yield "path", _("This kind of case has no such path.")
    if not CODE.fullmatch(code):
        yield (
            "code",
            _("A code has small Latin letters, digits and underscores only, for example residence_permit_copy."),
        )


def _checklist_problems(row: ChecklistItem) -> Iterator[str]:
    return (sentence for _field, sentence in checklist_problems(row.case_kind, row.path, row.code))


def _notice_problems(row: NoticeText) -> Iterator[str]:
    texts = (
        getattr(row, f"{part}_{language}") for part in ("subject", "body") for language in ("zh_hans", "zh_hant", "en")
    )
    unknown = sorted({name for text in texts for name in unknown_names(text)})
    if unknown:
        yield _("Unknown names in the text: %(unknown)s.") % {"unknown": ", ".join(unknown)}


def register() -> None:
    """Called once, when the apps are ready."""
    keys = ("case_kind", "path", "place", "holding", "code")
    register_published(Kind(model=ChecklistItem, keys=keys, problems=_checklist_problems))
    register_published(
        Kind(model=PaperText, keys=("code",), touches=(_text_touches,), problems=_text_problems, samples=_text_samples)
    )
    register_published(Kind(model=ReturnCause, keys=("code",)))
    register_published(Kind(model=NoticeText, keys=("clock", "stage"), problems=_notice_problems, samples=preview_of))
