"""Coded lists of manual reimbursements that are data: why care is claimed by hand, why a claim is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from casework.rulebook.rules.house_tables import TableRow, need, rows_of, rows_on
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
# The tables of offices that stand beside the files.
REASONS, GROUNDS = "claim_reasons", "claim_grounds"
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


def reasons() -> Mapping[str, Coded]:
    """Why care is claimed by hand, by code, as said by the file or last by any place. Raises RuleFileError."""
    return with_rows(coded_table(FOLDER / "reasons.toml", "reason"), REASONS)


def reasons_on(on: date, place: str) -> Mapping[str, Coded]:
    """Those that are offered at a place (a division code) on a day."""
    return offered_on(coded_table(FOLDER / "reasons.toml", "reason"), REASONS, on, place)


def grounds() -> Mapping[str, Coded]:
    """Why a claim is refused, by code, as said by the files or last by any place. Raises RuleFileError naming what is wrong."""
    return with_rows(coded_table(FOLDER / "grounds.toml", "ground"), GROUNDS)


def grounds_on(on: date, place: str) -> Mapping[str, Coded]:
    """Those that are offered at a place (a division code) on a day."""
    return offered_on(coded_table(FOLDER / "grounds.toml", "ground"), GROUNDS, on, place)


def with_rows(file: Mapping[str, Coded], table: str) -> Mapping[str, Coded]:
    """The codes of a file with those that offices entered, for the words of what was said once."""
    return {**file, **{code: coded_row(row) for code, row in rows_of(table).items() if not row.withdrawn}}


def offered_on(file: Mapping[str, Coded], table: str, on: date, place: str) -> Mapping[str, Coded]:
    """What is offered at a place on a day: of the file, and what an office entered instead, besides or no longer."""
    found = {code: one for code, one in file.items() if one.offered_on(on)}
    for code, row in rows_on(table, on, place).items():
        found.pop(code, None)
        if not row.withdrawn:
            found[code] = coded_row(row)
    return found


def coded_row(row: TableRow) -> Coded:
    """A line that an office entered. Raises NotDetails."""
    need(row.details, {"provision": str, "emergency": bool})
    return Coded(
        code=row.code,
        words=row.words,
        starts_on=row.starts_on,
        ends_on=None,
        emergency=row.details.get("emergency", False),
        provision=row.details.get("provision", ""),
        source=row.source,
        status=row.status,
    )


@cache
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
