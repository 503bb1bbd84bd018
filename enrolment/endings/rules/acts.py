"""What may end an employer, read from the data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

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

PATH = Path(__file__).with_name("acts.toml")
# What becomes of hires that are still open.
HIRES = ("decided", "stay", "all", "chosen")
STANDINGS = ("", "unreachable", "revoked", "cancelled", "merged", "split")
PROOF = tuple(f"proof_{language}" for language in LANGUAGES)
KEYS = {"code", "standing", "clear", "hires", "successor", "silent", "from", "source", "status", *LANGUAGES, *PROOF}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act with its words and those of its proof by language, the source it rests on and how sure that is."""

    code: str
    words: Mapping[str, str]
    proof: Mapping[str, str]
    standing: str
    clear: bool
    hires: str
    successor: bool
    silent: bool
    starts_on: date
    source: str
    status: str


@cache
def acts(path: Path = PATH) -> Mapping[str, Act]:
    """The acts by code, in the order of the file. Raises RuleFileError naming what is wrong."""
    found = {}
    for entry in read_toml(path)["act"]:
        where = f"act {entry.get('code')}"
        check_keys(path, where, entry, KEYS, KEYS)
        check_code(path, f"{where}: standing", entry["standing"], STANDINGS)
        check_code(path, f"{where}: hires", entry["hires"], HIRES)
        check_code(path, f"{where}: status", entry["status"], STATUSES)
        check_date(path, f"{where}: from", entry["from"])
        for key in ("source", *LANGUAGES, *PROOF):
            check_text(path, f"{where}: {key}", entry[key])
        for key in ("clear", "successor", "silent"):
            require(path, isinstance(entry[key], bool), f"{where}: {key}", "true or false")
        takes_over = entry["hires"] in ("all", "chosen")
        require(
            path, entry["successor"] == takes_over, f"{where}: successor", "true where hires go over, and nowhere else"
        )
        found[entry["code"]] = Act(
            code=entry["code"],
            words={language: entry[language] for language in LANGUAGES},
            proof={language: entry[f"proof_{language}"] for language in LANGUAGES},
            standing=entry["standing"],
            clear=entry["clear"],
            hires=entry["hires"],
            successor=entry["successor"],
            silent=entry["silent"],
            starts_on=entry["from"],
            source=entry["source"],
            status=entry["status"],
        )
    return found


def acts_table(path: Path = PATH) -> RuleTable:
    """The acts as a table for the generated rules document."""
    columns = ("Act", "Nothing may be owed", "Open hires", "Successor", "Source", "Status")
    words = {
        "decided": "each is decided first",
        "stay": "go on",
        "all": "go to the successor",
        "chosen": "the chosen go",
    }
    rows = tuple(
        (
            act.words["en"],
            "yes" if act.clear else "no",
            words[act.hires],
            "yes" if act.successor else "no",
            act.source,
            act.status,
        )
        for act in acts(path).values()
    )
    return RuleTable("What may end an employer", columns, rows)
