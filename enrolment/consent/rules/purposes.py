"""For what personal information is handled and on which basis, read from the data file; what a consent said holds for."""

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

FILE = Path(__file__).with_name("purposes.toml")
LAW, CONSENT = BASES = ("law", "consent")
GIVEN, DECLINED, WITHDRAWN = SAYS = ("given", "declined", "withdrawn")
MESSAGES, FACE, THIRD_PARTY = "messages", "face", "third_party"
HOLDS = {f"holds_{language}" for language in LANGUAGES}
WITHOUT = {f"without_{language}" for language in LANGUAGES}
NEEDED = {"code", "basis", "from", "source", "status", *LANGUAGES, *HOLDS}
OF_CONSENT = {"text", "sensitive", "names", *WITHOUT}


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One purpose as described from a day on. `names`: the consent is for one named receiver; `text`: what is shown, "" where
    the basis is law."""

    code: str
    basis: str
    starts_on: date
    name: Mapping[str, str]
    holds: Mapping[str, str]
    without: Mapping[str, str]
    text: str
    sensitive: bool
    names: bool
    source: str
    status: str

    def stands(self, says: str, said_on: date) -> bool:
        """Whether what was said last still is a consent: given, and to the purpose as it is described now (article 14)."""
        return says == GIVEN and said_on >= self.starts_on

    def asked_anew(self, says: str, said_on: date) -> bool:
        """Whether a consent was given to the purpose as it was described before."""
        return says == GIVEN and said_on < self.starts_on


@cache
def _entries(path: Path = FILE) -> tuple[Purpose, ...]:
    """Every entry of the file, checked. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    check_keys(path, "file", content, {"format", "checked", "purpose"}, {"purpose"})
    found = tuple(_purpose(path, entry) for entry in content["purpose"])
    keys = [(one.code, one.starts_on) for one in found]
    for key in keys:
        require(path, keys.count(key) == 1, f"purpose {key[0]}", "one entry for a code and first day")
    return found


def purposes(on: date, path: Path = FILE) -> dict[str, Purpose]:
    """The purposes of a day by code, in the order of the file; of one code the entry that began last."""
    begun = sorted((one for one in _entries(path) if one.starts_on <= on), key=lambda one: one.starts_on)
    newest = {one.code: one for one in begun}
    order = list(dict.fromkeys(one.code for one in _entries(path)))
    return {code: newest[code] for code in order if code in newest}


def _purpose(path: Path, entry: dict[str, Any]) -> Purpose:
    check_keys(path, "purpose", entry, NEEDED | OF_CONSENT, NEEDED)
    code = check_text(path, "code", entry["code"])
    basis = check_code(path, f"{code}: basis", entry["basis"], BASES)
    wanted = {"text", *WITHOUT}
    if basis == CONSENT:
        check_keys(path, code, entry, NEEDED | OF_CONSENT, wanted)
    else:
        # Of what the law lays down nobody is asked: there is nothing to show, and nothing that would be closed without it.
        check_keys(path, code, entry, NEEDED, NEEDED)
    return Purpose(
        code=code,
        basis=basis,
        starts_on=check_date(path, f"{code}: from", entry["from"]),
        name=_in_three(path, code, entry),
        holds=_in_three(path, code, entry, "holds_"),
        without=_in_three(path, code, entry, "without_") if basis == CONSENT else {},
        text=check_text(path, f"{code}: text", entry["text"]) if basis == CONSENT else "",
        sensitive=entry.get("sensitive", False),
        names=entry.get("names", False),
        source=check_text(path, f"{code}: source", entry["source"]),
        status=check_code(path, f"{code}: status", entry["status"], STATUSES),
    )


def _in_three(path: Path, code: str, entry: dict[str, Any], prefix: str = "") -> dict[str, str]:
    return {
        language.replace("_", "-"): check_text(path, f"{code}: {prefix}{language}", entry[f"{prefix}{language}"])
        for language in LANGUAGES
    }


def purposes_table() -> RuleTable:
    """The purposes as a table for the generated rules document."""
    columns = ("Purpose", "用途", "Basis", "From", "Without a consent", "Source", "Status")
    rows = tuple(
        (
            one.name["en"],
            one.name["zh-hans"],
            one.basis,
            one.starts_on.isoformat(),
            one.without.get("en", ""),
            one.source,
            one.status,
        )
        for one in _entries()
    )
    return RuleTable("Purposes of handling personal information", columns, rows)
