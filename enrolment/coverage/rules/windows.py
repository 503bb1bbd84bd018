"""When a year's premium is paid: the central period and the extended one, by place and insurance year, from the data file."""

from datetime import date
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
from enrolment.coverage.rules.days import last_day

PATH = Path(__file__).with_name("windows.toml")
# Terms of a window, each a day.
NAMES = ("window_opens", "window_closes", "extended_until")
# The days as an office enters them for a year: rules without values of their own in the files.
RULES = tuple(
    Rule(id=f"enrolment.{name}", zh_hans=hans, zh_hant=hant, en=en, unit="day", counted=None, values=())
    for name, hans, hant, en in (
        (
            "window_opens",
            "集中参保缴费期首日",
            "集中參保繳費期首日",
            "First day of the window for the residents' premium",
        ),
        (
            "window_closes",
            "集中参保缴费期末日",
            "集中參保繳費期末日",
            "Last day of the window for the residents' premium",
        ),
        ("extended_until", "延长缴费期末日", "延長繳費期末日", "Last day of the extended period"),
    )
)
KEYS = {"opens", "closes", "extended_until", "extended_month"}
Entry = dict[str, Any]


def windows_of(place: str, year: int, path: Path = PATH) -> dict[str, tuple[date, str, str]]:
    """The days of the window at a place, each (day, source, status): what a place announced for the year before what holds every
    year, the nearest place first. A day that no source gives is left out."""
    every = (*load_windows(path), *_entered(year))
    fitting = [entry for entry in every if covers_place(entry["place"], place) and _holds(entry, year)]
    found: dict[str, tuple[date, str, str]] = {}
    for entry in sorted(fitting, key=lambda entry: (len(entry["place"]), "year" in entry)):
        for name, day in _days(entry, year).items():
            found[name] = (day, entry["source"], entry["status"])
    return found


def _entered(year: int) -> list[Entry]:
    """The days that offices entered for a year."""
    names = {"window_opens": "opens", "window_closes": "closes", "extended_until": "extended_until"}
    return [
        {"place": value.place, "year": year, key: value.value, "source": value.source, "status": value.status}
        for name, key in names.items()
        for value in entered_values(f"enrolment.{name}")
        if value.from_.year == year
    ]


def _holds(entry: Entry, year: int) -> bool:
    if "year" in entry:
        return entry["year"] == year
    return entry["from_year"] <= year <= entry.get("until_year", year)


def _days(entry: Entry, year: int) -> dict[str, date]:
    if "year" in entry:
        days = {"window_opens": entry.get("opens"), "window_closes": entry.get("closes")}
        days["extended_until"] = entry.get("extended_until")
    else:
        days = {
            "window_opens": _day_of(entry.get("opens"), year - 1),
            "window_closes": _day_of(entry["closes"], year - 1),
        }
        month = entry.get("extended_month")
        days["extended_until"] = last_day(year * 12 + month - 1) if month else None
    return {name: day for name, day in days.items() if day is not None}


def _day_of(text: str | None, year: int) -> date | None:
    return date.fromisoformat(f"{year}-{text}") if text else None


@cache
def load_windows(path: Path = PATH) -> tuple[Entry, ...]:
    """The entries of the file, standing ones first. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    standing = [
        _checked(path, entry, {"from_year", "until_year"}, {"from_year", "closes"}) for entry in content["standing"]
    ]
    yearly = [_checked(path, entry, {"year"}, {"year"}) for entry in content["window"]]
    for entry in yearly:
        for key in KEYS & set(entry):
            check_date(path, f"window {entry['place']} {entry['year']}: {key}", entry[key])
    return (*standing, *yearly)


def _checked(path: Path, entry: Entry, more: set[str], needed: set[str]) -> Entry:
    where = f"window of {entry.get('place')}"
    check_keys(path, where, entry, {"place", "source", "status"} | KEYS | more, {"place", "source", "status"} | needed)
    check_place(path, f"{where}: place", entry["place"])
    check_text(path, f"{where}: source", entry["source"])
    check_code(path, f"{where}: status", entry["status"], STATUSES)
    month = entry.get("extended_month", 1)
    require(path, type(month) is int and 1 <= month <= 12, f"{where}: extended_month", "a month from 1 to 12")
    return entry


def windows_table(path: Path = PATH) -> RuleTable:
    """The windows as a table for the generated rules document."""
    columns = ("Place", "Insurance year", "Opens", "Closes", "Extended until", "Source", "Status")
    return RuleTable("Windows for the residents' premium", columns, tuple(_row(entry) for entry in load_windows(path)))


def _row(entry: Entry) -> tuple[str, ...]:
    until = entry.get("until_year", "")
    years = (
        str(entry["year"]) if "year" in entry else f"each from {entry['from_year']}" + (f" to {until}" if until else "")
    )
    extended = entry.get("extended_until") or (
        f"end of month {entry['extended_month']}" if "extended_month" in entry else ""
    )
    days = (str(entry.get("opens", "")), str(entry.get("closes", "")), str(extended))
    return (entry["place"] or "country", years, *days, entry["source"], entry["status"])
