"""What a person may ask of her personal information, read from the data file, and what stands against asking or granting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import (
    LANGUAGES,
    check_code,
    check_date,
    check_keys,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES
from casework.rulebook.rules.rules_document import RuleTable

FILE = Path(__file__).with_name("rights.toml")
COPY, CORRECT, COMPLETE, DELETE, RESTRICT, EXPLAIN = RIGHTS = (
    "copy",
    "correct",
    "complete",
    "delete",
    "restrict",
    "explain",
)
PROVEN, SAID, ACT = HOLDS = ("proven", "said", "act")
PURPOSE, DOCUMENT, OTHER = "purpose", "document", "other"
WORDS = {"code", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A code with its words by language of the portal."""

    code: str
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Field(Worded):
    """Something on the file. `holds`: how it came to be there, and so how it is changed."""

    holds: str


@dataclass(frozen=True, kw_only=True)
class Ground(Worded):
    """A ground of refusal, with where it stands."""

    source: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Right(Worded):
    """A right. `about`: fields, "purpose" for those that rest on consent, nothing for the whole file; `asks_words`: whether she
    says in words what she asks; `after_death`: whether a near relative may ask."""

    about: tuple[str, ...]
    asks_words: bool
    after_death: bool
    grounds: tuple[str, ...]
    starts_on: date
    source: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """The whole file, every part by code in its order."""

    rights: Mapping[str, Right]
    fields: Mapping[str, Field]
    grounds: Mapping[str, Ground]

    def asks_value(self, right: str, field: str) -> bool:
        """Whether a request names the value that is right: of what the office itself writes into her file."""
        return right in (CORRECT, COMPLETE) and field in self.fields and self.fields[field].holds != ACT

    def needs_proof(self, right: str, field: str) -> bool:
        """Whether a paper has to show it: what a paper proved is changed by a paper only."""
        return right in (CORRECT, COMPLETE) and field in self.fields and self.fields[field].holds == PROVEN

    def needs_words(self, right: str, field: str) -> bool:
        """Whether she has to say in words what she asks."""
        return self.rights[right].asks_words or field in (OTHER, DOCUMENT)


@cache
def table(path: Path = FILE) -> Table:
    """The file, checked. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    parts = {"right", "field", "ground"}
    check_keys(path, "file", content, {"format", "checked", *parts}, parts)
    fields = {one.code: one for one in (_field(path, entry) for entry in _once(path, content["field"]))}
    grounds = {one.code: one for one in (_ground(path, entry) for entry in _once(path, content["ground"]))}
    rights = {
        one.code: one for one in (_right(path, entry, fields, grounds) for entry in _once(path, content["right"]))
    }
    require(path, tuple(rights) == RIGHTS, "right", f"these in this order: {', '.join(RIGHTS)}")
    return Table(rights=rights, fields=fields, grounds=grounds)


def _once(path: Path, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    codes = [entry.get("code") for entry in entries]
    for code in codes:
        require(path, codes.count(code) == 1, str(code), "each code once")
    return entries


def _words(path: Path, entry: dict[str, Any]) -> dict[str, str]:
    return {
        language.replace("_", "-"): check_text(path, f"{entry['code']}: {language}", entry[language])
        for language in LANGUAGES
    }


def _field(path: Path, entry: dict[str, Any]) -> Field:
    check_keys(path, "field", entry, WORDS | {"holds"}, WORDS | {"holds"})
    holds = check_code(path, f"{entry['code']}: holds", entry["holds"], HOLDS)
    return Field(code=entry["code"], words=_words(path, entry), holds=holds)


def _ground(path: Path, entry: dict[str, Any]) -> Ground:
    needed = WORDS | {"source", "status"}
    check_keys(path, "ground", entry, needed, needed)
    return Ground(code=entry["code"], words=_words(path, entry), **_certainty(path, entry))


def _right(path: Path, entry: dict[str, Any], fields: Mapping[str, Field], grounds: Mapping[str, Ground]) -> Right:
    needed = WORDS | {"about", "words", "after_death", "grounds", "from", "source", "status"}
    check_keys(path, "right", entry, needed, needed)
    code = entry["code"]
    for one in entry["about"]:
        check_code(path, f"{code}: about", one, {*fields, PURPOSE})
    for one in entry["grounds"]:
        check_code(path, f"{code}: grounds", one, grounds)
    return Right(
        code=code,
        words=_words(path, entry),
        about=tuple(entry["about"]),
        asks_words=entry["words"],
        after_death=entry["after_death"],
        grounds=tuple(entry["grounds"]),
        starts_on=check_date(path, f"{code}: from", entry["from"]),
        **_certainty(path, entry),
    )


def _certainty(path: Path, entry: dict[str, Any]) -> dict[str, str]:
    source = check_text(path, f"{entry['code']}: source", entry["source"])
    return {"source": source, "status": check_code(path, f"{entry['code']}: status", entry["status"], STATUSES)}


def rights_table() -> RuleTable:
    """The rights as a table for the generated rules document."""
    columns = ("Right", "权利", "About", "After death", "Grounds of refusal", "Source", "Status")
    rows = tuple(
        (
            one.words["en"],
            one.words["zh-hans"],
            ", ".join(one.about) or "the whole file",
            "yes" if one.after_death else "no",
            ", ".join(one.grounds),
            one.source,
            one.status,
        )
        for one in table().rights.values()
    )
    return RuleTable("Rights over personal information", columns, rows)
