"""What may happen to a designation, read from the data file."""

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
ASKS = ("particulars", "services", "departments", "number", "ends_on", "cause", "basis", "successor", "settled")
EFFECTS = (
    "write_particulars",
    "supplement",
    "renew",
    "suspend",
    "resume",
    "end",
    "succeed",
    "prices_follow",
    "staff_follow",
)
BEGINS = ("institution", "office", "authority")
DAY = tuple(f"day_{language}" for language in LANGUAGES)
KEYS = {"code", "asks", "begins", "notice", "limit", "does", "from", "source", "status", *LANGUAGES, *DAY}
# The kind of suspension an act writes; the cause under which one ends an agreement without being asked for one.
SUSPENDS = {"suspend_voluntary": "voluntary", "suspend_by_agreement": "by_agreement", "suspend_ordered": "ordered"}
CAUSES = {"exit": "own_request", "merge": "merged"}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: its words and those of its day by language, what it asks and does, and how sure its source is."""

    code: str
    words: Mapping[str, str]
    day: Mapping[str, str]
    asks: tuple[str, ...]
    begins: str
    notice: str
    limit: str
    does: tuple[str, ...]
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
        check_code(path, f"{where}: begins", entry["begins"], BEGINS)
        check_code(path, f"{where}: status", entry["status"], STATUSES)
        check_date(path, f"{where}: from", entry["from"])
        for key in ("source", *LANGUAGES, *DAY):
            check_text(path, f"{where}: {key}", entry[key])
        for key, allowed in (("asks", ASKS), ("does", EFFECTS)):
            for code in entry[key]:
                check_code(path, f"{where}: {key}", code, allowed)
        begun = entry["begins"] == "institution" or not entry["notice"]
        require(path, begun, f"{where}: notice", "empty where the institution does not begin it")
        found[entry["code"]] = Act(
            code=entry["code"],
            words={language: entry[language] for language in LANGUAGES},
            day={language: entry[f"day_{language}"] for language in LANGUAGES},
            asks=tuple(entry["asks"]),
            begins=entry["begins"],
            notice=entry["notice"],
            limit=entry["limit"],
            does=tuple(entry["does"]),
            starts_on=entry["from"],
            source=entry["source"],
            status=entry["status"],
        )
    return found


def designation_acts_table(path: Path = PATH) -> RuleTable:
    """The acts as a table for the generated rules document."""
    columns = ("Act", "Begun by", "Notice", "Does", "Source", "Status")
    rows = tuple(
        (act.words["en"], act.begins, act.notice, ", ".join(act.does).replace("_", " "), act.source, act.status)
        for act in acts(path).values()
    )
    return RuleTable("What may happen to a designation", columns, rows)
