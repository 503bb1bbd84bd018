"""Coded lists of manual reimbursements that are data: why care is claimed by hand, why a claim is refused."""

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

FOLDER = Path(__file__).parent
KEYS = {"code", "from", "until", "emergency", "provision", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A code with its words by language, the days it is offered on, and what it rests on ("" where nothing is named)."""

    code: str
    words: Mapping[str, str]
    starts_on: date
    ends_on: date | None
    emergency: bool
    provision: str
    source: str
    status: str

    def offered_on(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@cache
def reasons() -> Mapping[str, Coded]:
    """Why care is claimed by hand, by code. Raises RuleFileError naming what is wrong."""
    return coded_table(FOLDER / "reasons.toml", "reason")


@cache
def grounds() -> Mapping[str, Coded]:
    """Why a claim is refused, by code. Raises RuleFileError naming what is wrong."""
    return coded_table(FOLDER / "grounds.toml", "ground")


def coded_table(path: Path, entry: str) -> Mapping[str, Coded]:
    """The entries of a data file of codes with words. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    status = check_code(path, "status", content["status"], STATUSES)
    source = check_text(path, "source", content["source"])
    found: dict[str, Coded] = {}
    for table in content[entry]:
        check_keys(path, entry, table, KEYS, {"code", "from", *LANGUAGES})
        require(path, table["code"] not in found, f"{entry} {table['code']}", "each code once")
        found[table["code"]] = Coded(
            code=table["code"],
            words={language.replace("_", "-"): check_text(path, language, table[language]) for language in LANGUAGES},
            starts_on=check_date(path, "from", table["from"]),
            ends_on=check_date(path, "until", table["until"]) if "until" in table else None,
            emergency=table.get("emergency", False),
            provision=table.get("provision", ""),
            source=source,
            status=status,
        )
    return found
