"""What may happen to an enrolment after it was registered, read from the data file: acts, reasons, what they bring about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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

FILE = Path(__file__).with_name("acts.toml")
# Fields the form of an act may ask for.
ASKS = (
    "reason",
    "takes_effect_on",
    "until",
    "months",
    "disease",
    "area",
    "carried",
    "amount",
    "relative",
    "payment",
    "wage",
    "details",
)
DAY = tuple(f"day_{language}" for language in LANGUAGES)
STANDINGS = ("retired", "assistance", "disease", "unemployment", "years")
ACT_KEYS = {
    "code",
    "limit",
    "confirmed",
    "reviewed",
    "paid",
    "reports",
    "asks",
    "reasons",
    "accounts",
    "standing",
    "does",
}
ACT_KEYS |= {"from", "source", "status"}
WORD_KEYS = {"code", *LANGUAGES}
REASON_KEYS = WORD_KEYS | {
    "pays_out",
    "code_deactivated_when_paid_out",
    "ends_cover",
    "before_start",
    "source",
    "status",
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A code with its words in three languages."""

    code: str
    words: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The words in a language of the portal, such as zh-hant."""
        return self.words[language.replace("-", "_")]


@dataclass(frozen=True, kw_only=True)
class Why(Said):
    """A reason. `pays_out`: whether the personal account may be paid out; `deactivates`: whether the code goes with it. Of a
    refund, `ends_cover`: whether the time that was paid for is taken back; `before_start`: whether what it rests on happened
    before that time began."""

    pays_out: bool = False
    deactivates: bool = False
    ends_cover: bool = False
    before_start: bool = False
    source: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Act(Said):
    """One act. `limit`: the rule of the office's clock, "" where no source gives one; `confirmed`: whether the national platform
    gives a confirmation for it; `reviewed`: whether experts give an opinion first; `paid`: whether it is recorded with its
    payment; `standing`: what of the person it records, "" for nothing; `reports`: whether others had to report it; `day`: what
    its day is called."""

    limit: str
    confirmed: bool
    reviewed: bool
    paid: bool
    reports: bool
    standing: str
    asks: tuple[str, ...]
    reasons: tuple[str, ...]
    accounts: tuple[str, ...]
    does: tuple[str, ...]
    starts_on: date
    source: str
    status: str
    day: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The whole file; every part by code, in its order."""

    acts: Mapping[str, Act]
    reasons: Mapping[str, Why]
    accounts: Mapping[str, Said]
    effects: Mapping[str, Said]
    declines: Mapping[str, Said]

    def effects_of(self, act: str, reason: str, account: str) -> tuple[str, ...]:
        """What recording an act brings about, in order, with what its reason and the choice about the account add."""
        found = list(self.acts[act].does)
        if account == "paid_out":
            found.append("account_paid_out")
            if self.reasons[reason].deactivates:
                found.append("code_deactivated")
        if account == "carried":
            found.append("account_leaves")
        return tuple(found)


@cache
def table(path: Path = FILE) -> Table:
    """The file, checked. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    said = {name: _words(path, name, content[name], WORD_KEYS) for name in ("account", "effect", "decline")}
    reasons = {code: _why(path, code, entry) for code, entry in _entries(path, "reason", content, REASON_KEYS).items()}
    acts = {}
    for code, entry in _entries(path, "act", content, ACT_KEYS | {*LANGUAGES, *DAY}).items():
        for key, known in (
            ("asks", ASKS),
            ("reasons", reasons),
            ("accounts", said["account"]),
            ("does", said["effect"]),
        ):
            for one in entry.get(key, ()):
                check_code(path, f"{code}: {key}", one, known)
        acts[code] = _act(path, code, entry)
    return Table(acts=acts, reasons=reasons, accounts=said["account"], effects=said["effect"], declines=said["decline"])


def _entries(path: Path, name: str, content: dict[str, Any], allowed: set[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in content[name]:
        check_keys(path, name, entry, allowed, {"code", *LANGUAGES})
        require(path, entry["code"] not in found, f"{name} {entry['code']}", "each code once")
        found[entry["code"]] = entry
    return found


def _words(path: Path, name: str, entries: list[dict[str, Any]], allowed: set[str]) -> dict[str, Said]:
    found = _entries(path, name, {name: entries}, allowed)
    return {code: Said(code=code, words=_in_three(path, code, entry)) for code, entry in found.items()}


def _in_three(path: Path, code: str, entry: dict[str, Any], prefix: str = "") -> dict[str, str]:
    return {one: check_text(path, f"{code}: {prefix}{one}", entry[f"{prefix}{one}"]) for one in LANGUAGES}


def _why(path: Path, code: str, entry: dict[str, Any]) -> Why:
    return Why(
        code=code,
        words=_in_three(path, code, entry),
        pays_out=entry.get("pays_out", False),
        deactivates=entry.get("code_deactivated_when_paid_out", False),
        ends_cover=entry.get("ends_cover", False),
        before_start=entry.get("before_start", False),
        source=entry.get("source", ""),
        status=entry.get("status", ""),
    )


def _act(path: Path, code: str, entry: dict[str, Any]) -> Act:
    check_keys(path, code, entry, set(entry), {"asks", "does", "from", "source", "status"})
    asks = tuple(entry["asks"])
    return Act(
        code=code,
        words=_in_three(path, code, entry),
        limit=entry.get("limit", ""),
        confirmed=entry.get("confirmed", False),
        reviewed=entry.get("reviewed", False),
        paid=entry.get("paid", False),
        standing=check_code(path, f"{code}: standing", entry.get("standing", ""), ("", *STANDINGS)),
        reports=entry.get("reports", False),
        asks=asks,
        reasons=tuple(entry.get("reasons", ())),
        accounts=tuple(entry.get("accounts", ())),
        does=tuple(entry["does"]),
        starts_on=check_date(path, f"{code}: from", entry["from"]),
        source=check_text(path, f"{code}: source", entry["source"]),
        status=check_code(path, f"{code}: status", entry["status"], STATUSES),
        day=_in_three(path, code, entry, "day_") if "takes_effect_on" in asks else {},
    )
