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
from enrolment.documents.rules.holders import HOLDERS
from enrolment.documents.rules.identity_numbers import KINDS
from enrolment.eligibility.rules.eligibility import JOININGS, NEEDS, OPENS_AT, SCHEMES, EligibilityRule
from enrolment.eligibility.rules.paths import PATHS

# The rules of the country with the words for reasons, and a file for each region that has rules of its own.
PATH = Path(__file__).with_name("eligibility.toml")
FILES = (PATH, *sorted(PATH.parent.glob("eligibility_*.toml")))
NEEDED = {"id", "place", "path", "persons", "scheme", "joining", "from", "source", "status", *LANGUAGES}
OPTIONAL = {
    "accepts",
    "holding",
    "needs",
    "closed",
    "opens_at",
    "contribution_months",
    "until",
    "residence_months",
}


@cache
def load_eligibility(*paths: Path) -> tuple[EligibilityRule, ...]:
    """The rules of some files, of the project's own without any. Raises RuleFileError naming file, rule and what is allowed."""
    rules: list[EligibilityRule] = []
    for path in paths or FILES:
        tables = enumerate(read_toml(path)["rules"], start=1)
        rules += [_parse(path, number, table) for number, table in tables]
        require(path, len({rule.id for rule in rules}) == len(rules), "rules", "each id only once")
    return tuple(rules)


@cache
def load_reasons(path: Path = PATH) -> dict[str, dict[str, str]]:
    """The words for each reason and verdict in three languages: zh_hans, zh_hant, en. Raises RuleFileError."""
    reasons = read_toml(path)["reasons"]
    for code, words in reasons.items():
        check_keys(path, f"reasons.{code}", words, set(LANGUAGES), set(LANGUAGES))
    return reasons


def eligibility_table(rules: tuple[EligibilityRule, ...]) -> RuleTable:
    """The rules as a table for the generated rules document."""
    columns = (
        *("Id", "Place", "Path", "People", "Scheme", "Documents", "Besides", "From", "Until"),
        *("English", "简体中文", "Source", "Status"),
    )
    return RuleTable("Eligibility", columns, tuple(_row(rule) for rule in rules))


def _row(rule: EligibilityRule) -> tuple[str, ...]:
    documents = ", ".join(rule.accepts or rule.holding) or "none asked"
    besides = [*rule.needs, *([f"first opened at the {rule.opens_at}"] if rule.opens_at else [])]
    besides += [f"{rule.residence_months} months of residence"] if rule.residence_months else []
    besides += [f"benefits after {rule.contribution_months} months"] if rule.contribution_months else []
    until = rule.until.isoformat() if rule.until else ""
    dates = (rule.from_.isoformat(), until)
    scheme = "not open" if rule.closed else f"{rule.scheme}, {rule.joining}"
    return (
        rule.id,
        rule.place or "country",
        rule.path,
        ", ".join(rule.persons),
        scheme,
        documents,
        ", ".join(besides),
        *dates,
        rule.en,
        rule.zh_hans,
        rule.source,
        rule.status,
    )


def _parse(path: Path, number: int, table: dict[str, Any]) -> EligibilityRule:
    where = f"rules, entry {number}"
    check_keys(path, where, table, NEEDED | OPTIONAL, NEEDED)
    for key in ("residence_months", "contribution_months"):
        months = table.get(key)
        positive = months is None or (type(months) is int and months > 0)
        require(path, positive, f"{where}: {key}", "a whole number of months above zero")
    codes = {"persons": HOLDERS, "accepts": KINDS, "holding": KINDS, "needs": NEEDS}
    for key, allowed in codes.items():
        for code in table.get(key, ()):
            check_code(path, f"{where}: {key}", code, allowed)
    require(path, table["persons"], f"{where}: persons", "at least one kind of people")
    closed, opens_at = table.get("closed", False), table.get("opens_at", "")
    require(path, isinstance(closed, bool), f"{where}: closed", "true or false")
    require(path, opens_at in ("", *OPENS_AT), f"{where}: opens_at", f"one of {', '.join(OPENS_AT)}")
    starts, ends = _parse_period(path, where, table)
    return EligibilityRule(
        id=check_text(path, f"{where}: id", table["id"]),
        place=check_place(path, f"{where}: place", table["place"]),
        path=check_code(path, f"{where}: path", table["path"], PATHS),
        persons=tuple(table["persons"]),
        accepts=tuple(table.get("accepts", ())),
        holding=tuple(table.get("holding", ())),
        needs=tuple(table.get("needs", ())),
        closed=closed,
        opens_at=opens_at,
        contribution_months=table.get("contribution_months"),
        scheme=check_code(path, f"{where}: scheme", table["scheme"], SCHEMES),
        joining=check_code(path, f"{where}: joining", table["joining"], JOININGS),
        from_=starts,
        until=ends,
        residence_months=table.get("residence_months"),
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
        **{key: check_text(path, f"{where}: {key}", table[key]) for key in LANGUAGES},
    )


def _parse_period(path: Path, where: str, table: dict[str, Any]) -> tuple[date, date | None]:
    starts = check_date(path, f"{where}: from", table["from"])
    ends = check_date(path, f"{where}: until", table["until"]) if "until" in table else None
    require(path, ends is None or starts <= ends, f"{where}: until = {ends}", f"not before from = {starts}")
    return starts, ends
