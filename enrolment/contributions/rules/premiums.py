"""The residents' premium by place and insurance year, from the data file: what a person pays, the subsidy, tiers of a year."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.entered import entered_values
from casework.rulebook.rules.rule_files import (
    check_code,
    check_date,
    check_keys,
    check_place,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES, Rule, covers_place
from casework.rulebook.rules.rules_document import RuleTable

PATH = Path(__file__).with_name("premiums.toml")
PAYS = ("personal", "whole")
Entry = dict[str, Any]
# Amounts as an office enters them for a year: rules without values of their own in the files.
PERSONAL, SUBSIDY = "enrolment.premium_personal", "enrolment.premium_subsidy"
RULES = tuple(
    Rule(id=rule_id, zh_hans=hans, zh_hant=hant, en=en, unit="yuan", counted=None, values=())
    for rule_id, hans, hant, en in (
        (
            PERSONAL,
            "居民医保个人缴费标准",
            "居民醫保個人繳費標準",
            "Premium of the residents' scheme that a person pays",
        ),
        (SUBSIDY, "居民医保财政补助标准", "居民醫保財政補助標準", "Subsidy to the premium of the residents' scheme"),
    )
)


@cache
def load(path: Path = PATH) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The premiums and the tiers of the file. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    premiums = tuple(_premium(path, entry) for entry in content["premium"])
    keys = [(entry["place"], entry["year"]) for entry in premiums]
    require(path, len(set(keys)) == len(keys), "premium", "each place and year once")
    return premiums, tuple(_tier(path, entry) for entry in content["tier"])


def _checked(path: Path, entry: Entry, keys: set[str], needed: set[str]) -> str:
    where = f"{entry.get('place')} {entry.get('year')}"
    always = {"place", "year", "source", "status"}
    check_keys(path, where, entry, always | keys | needed, always | needed)
    check_place(path, where, entry["place"])
    check_text(path, where, entry["source"])
    check_code(path, where, entry["status"], STATUSES)
    require(path, type(entry["year"]) is int, f"{where}: year", "a year")
    return where


def _premium(path: Path, entry: Entry) -> Entry:
    where = _checked(path, entry, {"subsidy", "subsidy_at_least"}, {"personal"})
    for key in ("personal", "subsidy"):
        if key in entry:
            require(path, type(entry[key]) in (int, Decimal) and entry[key] >= 0, f"{where}: {key}", "yuan")
    amounts = {key: Decimal(entry[key]) for key in ("personal", "subsidy") if key in entry}
    return entry | amounts


def _tier(path: Path, entry: Entry) -> Entry:
    where = _checked(path, entry, set(), {"from", "until", "pays"})
    starts, ends = check_date(path, where, entry["from"]), check_date(path, where, entry["until"])
    require(path, starts <= ends, where, "until not before from")
    check_code(path, f"{where}: pays", entry["pays"], PAYS)
    return entry


def premium_of(place: str, year: int) -> Entry | None:
    """The premium of the nearest place that has one for the year; None where no source gives it."""
    every = (*load()[0], *_entered(year))
    fitting = [entry for entry in every if entry["year"] == year and covers_place(entry["place"], place)]
    return max(fitting, key=lambda entry: len(entry["place"]), default=None)


def _entered(year: int) -> list[Entry]:
    """The premiums that offices entered for a year, each with the subsidy of the same place if that was entered too."""
    subsidies = {one.place: one.value for one in entered_values(SUBSIDY) if one.from_.year == year}
    return [
        {"place": one.place, "year": year, "personal": one.value, "source": one.source, "status": one.status}
        | ({"subsidy": subsidies[one.place]} if one.place in subsidies else {})
        for one in entered_values(PERSONAL)
        if one.from_.year == year
    ]


def tier_of(place: str, year: int, on: date) -> Entry | None:
    """What whoever pays on that day pays, by the nearest place that has tiers for the year; None where it has none for the day."""
    fitting = [entry for entry in load()[1] if entry["year"] == year and covers_place(entry["place"], place)]
    nearest = max((len(entry["place"]) for entry in fitting), default=0)
    return next((e for e in fitting if len(e["place"]) == nearest and e["from"] <= on <= e["until"]), None)


def premiums_table() -> RuleTable:
    """The premiums as a table for the generated rules document."""
    columns = ("Place", "Insurance year", "Person pays", "Subsidy", "Source", "Status")
    return RuleTable("Premiums of the residents' scheme", columns, tuple(_row(entry) for entry in load()[0]))


def tiers_table() -> RuleTable:
    """The tiers as a table for the generated rules document."""
    columns = ("Place", "Insurance year", "Paid from", "Paid until", "Pays", "Source", "Status")
    rows = tuple(
        (e["place"], str(e["year"]), str(e["from"]), str(e["until"]), e["pays"], e["source"], e["status"])
        for e in load()[1]
    )
    return RuleTable("What is paid inside the insurance year", columns, rows)


def _row(entry: Entry) -> tuple[str, ...]:
    least = "at least " if entry.get("subsidy_at_least") else ""
    subsidy = f"{least}{entry['subsidy']}" if "subsidy" in entry else "not known"
    return (entry["place"], str(entry["year"]), str(entry["personal"]), subsidy, entry["source"], entry["status"])
