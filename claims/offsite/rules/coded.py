"""Coded lists of off-site filings that are data: why somebody is treated elsewhere, and the provinces."""

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

FOLDER = Path(__file__).parent
CLASSES = LONG_TERM, TEMPORARY = ("long_term", "temporary")
# The province this portal is for, by the first two digits of its divisions.
HERE = "35"


@dataclass(frozen=True, kw_only=True)
class FilingReason:
    """Why somebody files: its class, the days it is offered on, the state a policy may know it by, and where it is written."""

    code: str
    words: Mapping[str, str]
    class_: str
    starts_on: date
    ends_on: date | None
    known_as: str
    source: str
    status: str

    def offered_on(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@cache
def filing_reasons() -> Mapping[str, FilingReason]:
    """By code. Raises RuleFileError naming what is wrong."""
    path = FOLDER / "reasons.toml"
    content = read_toml(path)
    found: dict[str, FilingReason] = {}
    for table in content["reason"]:
        needed = {"code", "class", "from", *LANGUAGES}
        check_keys(path, "reason", table, needed | {"until", "known_as"}, needed)
        require(path, table["code"] not in found, f"reason {table['code']}", "each code once")
        found[table["code"]] = FilingReason(
            code=table["code"],
            words=_words(path, table),
            class_=check_code(path, "class", table["class"], CLASSES),
            starts_on=check_date(path, "from", table["from"]),
            ends_on=check_date(path, "until", table["until"]) if "until" in table else None,
            known_as=table.get("known_as", ""),
            source=check_text(path, "source", content["source"]),
            status=check_code(path, "status", content["status"], STATUSES),
        )
    return found


@cache
def provinces() -> Mapping[str, Mapping[str, str]]:
    """The words of each province by the first two digits of its divisions. Raises RuleFileError naming what is wrong."""
    path = FOLDER / "provinces.toml"
    return {code: _words(path, table) for code, table in read_toml(path)["names"].items()}


def _words(path: Path, table: Mapping[str, Any]) -> Mapping[str, str]:
    return {language.replace("_", "-"): check_text(path, language, table[language]) for language in LANGUAGES}
