"""Reads the eligibility rules and the words for their reasons from the data file."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import (
    LANGUAGES,
    check_code,
    check_date,
    check_keys,
    check_place,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES
from casework.rulebook.rules.rules_document import RuleTable
from enrolment.documents.rules.identity_numbers import KINDS
from enrolment.eligibility.rules.eligibility import JOININGS, PATHS, SCHEMES, EligibilityRule

PATH = Path(__file__).with_name("eligibility.toml")
NEEDED = {"id", "place", "path", "scheme", "joining", "from", "source", "status", *LANGUAGES}
OPTIONAL = {"accepts", "until", "residence_months"}


@cache
def load_eligibility(path: Path = PATH) -> tuple[EligibilityRule, ...]:
    """The rules of the file. Raises RuleFileError naming the file, the rule and what is allowed."""
    rules = tuple(_parse(path, number, table) for number, table in enumerate(read_toml(path)["rules"], start=1))
    require(path, len({rule.id for rule in rules}) == len(rules), "rules", "each id only once")
    return rules


@cache
def load_reasons(path: Path = PATH) -> dict[str, dict[str, str]]:
    """The words for each reason and verdict in three languages: zh_hans, zh_hant, en. Raises RuleFileError."""
    reasons = read_toml(path)["reasons"]
    for code, words in reasons.items():
        check_keys(path, f"reasons.{code}", words, set(LANGUAGES), set(LANGUAGES))
    return reasons


def eligibility_table(rules: tuple[EligibilityRule, ...]) -> RuleTable:
    """The rules as a table for the generated rules document."""
    columns = ("Id", "Place", "Path", "Scheme", "Documents", "From", "Until", "English", "简体中文", "Source", "Status")
    return RuleTable("Eligibility of Taiwan compatriots", columns, tuple(_row(rule) for rule in rules))


def _row(rule: EligibilityRule) -> tuple[str, ...]:
    documents = ", ".join(rule.accepts) or "none asked"
    until = rule.until.isoformat() if rule.until else ""
    dates = (rule.from_.isoformat(), until)
    scheme = f"{rule.scheme}, {rule.joining}"
    return (
        rule.id,
        rule.place or "country",
        rule.path,
        scheme,
        documents,
        *dates,
        rule.en,
        rule.zh_hans,
        rule.source,
        rule.status,
    )


def _parse(path: Path, number: int, table: dict[str, Any]) -> EligibilityRule:
    where = f"rules, entry {number}"
    check_keys(path, where, table, NEEDED | OPTIONAL, NEEDED)
    months = table.get("residence_months")
    positive = months is None or (type(months) is int and months > 0)
    require(path, positive, f"{where}: residence_months", "a whole number of months above zero")
    for kind in table.get("accepts", ()):
        check_code(path, f"{where}: accepts", kind, KINDS)
    starts, ends = _parse_period(path, where, table)
    return EligibilityRule(
        id=check_text(path, f"{where}: id", table["id"]),
        place=check_place(path, f"{where}: place", table["place"]),
        path=check_code(path, f"{where}: path", table["path"], PATHS),
        accepts=tuple(table.get("accepts", ())),
        scheme=check_code(path, f"{where}: scheme", table["scheme"], SCHEMES),
        joining=check_code(path, f"{where}: joining", table["joining"], JOININGS),
        from_=starts,
        until=ends,
        residence_months=months,
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
        **{key: check_text(path, f"{where}: {key}", table[key]) for key in LANGUAGES},
    )


def _parse_period(path: Path, where: str, table: dict[str, Any]) -> tuple[date, date | None]:
    starts = check_date(path, f"{where}: from", table["from"])
    ends = check_date(path, f"{where}: until", table["until"]) if "until" in table else None
    require(path, ends is None or starts <= ends, f"{where}: until = {ends}", f"not before from = {starts}")
    return starts, ends
