"""The documents by which a foreign national works lawfully: which there are, and for which days each is taken."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casework.clocks.rules.due_dates import add_months
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

PATH = Path(__file__).with_suffix(".toml")
# Said in the place of a document: the person has none.
NONE = "none"
KEYS = {"code", "source", "status", *LANGUAGES}


@dataclass(frozen=True, kw_only=True)
class EmploymentDocument:
    """A kind of document. Without `issued_until` it is issued today."""

    code: str
    zh_hans: str
    zh_hant: str
    en: str
    issued_until: date | None
    valid_years: int | None
    source: str
    status: str

    def name(self, language: str) -> str:
        """Its name by a code of the interface: zh-hans, zh-hant, en."""
        return {"zh-hans": self.zh_hans, "zh-hant": self.zh_hant}.get(language, self.en)


@cache
def employment_documents(path: Path = PATH) -> tuple[EmploymentDocument, ...]:
    """The kinds of the file, those of today first. Raises RuleFileError."""
    return tuple(_parse(path, n, table) for n, table in enumerate(read_toml(path)["document"], start=1))


def against(
    code: str,
    handled_on: date | None,
    received_on: date | None,
    kinds: tuple[EmploymentDocument, ...] | None = None,
) -> str:
    """Why a document is not taken: `no_longer_issued` (handled after its last day), `of_the_past` (it had run out when the papers
    came, however long it was valid), or "". A day that is not known is no reason."""
    document = next((each for each in kinds or employment_documents() if each.code == code), None)
    if document is None or document.issued_until is None:
        return ""
    if handled_on and handled_on > document.issued_until:
        return "no_longer_issued"
    begun = handled_on or document.issued_until
    if received_on and document.valid_years and received_on > add_months(begun, 12 * document.valid_years):
        return "of_the_past"
    return ""


def employment_table() -> RuleTable:
    """The kinds as a table of the generated rules document."""
    columns = ("Code", "English", "简体中文", "Issued until", "Years", "Source", "Status")
    rows = tuple(
        (
            each.code,
            each.en,
            each.zh_hans,
            each.issued_until.isoformat() if each.issued_until else "",
            str(each.valid_years or ""),
            each.source,
            each.status,
        )
        for each in employment_documents()
    )
    return RuleTable("Documents by which foreign nationals work", columns, rows)


def _parse(path: Path, number: int, table: dict[str, Any]) -> EmploymentDocument:
    where = f"document, entry {number}"
    check_keys(path, where, table, KEYS | {"issued_until", "valid_years"}, KEYS)
    years = table.get("valid_years")
    require(path, years is None or (type(years) is int and years > 0), f"{where}: valid_years", "years above zero")
    return EmploymentDocument(
        code=check_text(path, f"{where}: code", table["code"]),
        issued_until=check_date(path, f"{where}: issued_until", table["issued_until"])
        if "issued_until" in table
        else None,
        valid_years=years,
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
        **{key: check_text(path, f"{where}: {key}", table[key]) for key in LANGUAGES},
    )
