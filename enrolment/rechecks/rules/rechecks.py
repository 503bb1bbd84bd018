"""Where, when and by whom residence is asked about again, read from the data file; off wherever no entry holds."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import (
    check_code,
    check_date,
    check_keys,
    check_place,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES

PATH = Path(__file__).with_name("rechecks.toml")
SCHEMES = ("uebmi", "urrbmi")
ANSWERED_BY = ("person", "representative", "community")
SILENCE = ("task", "visit")
DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")
KEYS = {"place", "from", "until", "day", "schemes", "answered_by", "days", "silence", "source", "status"}


@dataclass(frozen=True, kw_only=True)
class Recheck:
    """How a division asks: whom, on which day of the year, whose word counts, how many days they have, what silence means."""

    place: str
    starts_on: date
    until: date | None
    day: str
    schemes: tuple[str, ...]
    answered_by: tuple[str, ...]
    days: int
    silence: str
    source: str
    status: str

    def asked_on(self, year: int) -> date:
        """The day of a year on which people are asked."""
        return date.fromisoformat(f"{year}-{self.day}")


@dataclass(frozen=True)
class Due:
    """What is asked by a day: how, the divisions inside with a way of their own, since when and until when an answer is awaited."""

    recheck: Recheck
    but: tuple[str, ...]
    asked_on: date
    answer_by: date


@cache
def rechecks(path: Path = PATH) -> tuple[Recheck, ...]:
    """The entries of the file, wide divisions first. Raises RuleFileError naming what is wrong."""
    return tuple(sorted((_read(path, entry) for entry in read_toml(path)["check"]), key=lambda one: len(one.place)))


def _read(path: Path, entry: dict[str, Any]) -> Recheck:
    where = f"check of {entry.get('place')}"
    check_keys(path, where, entry, KEYS, KEYS - {"until"})
    check_place(path, f"{where}: place", entry["place"])
    check_date(path, f"{where}: from", entry["from"])
    check_text(path, f"{where}: source", entry["source"])
    check_code(path, f"{where}: status", entry["status"], STATUSES)
    check_code(path, f"{where}: silence", entry["silence"], SILENCE)
    require(path, DAY.fullmatch(str(entry["day"])), f"{where}: day", "month and day, to the 28th")
    require(path, type(entry["days"]) is int and entry["days"] > 0, f"{where}: days", "a whole number above zero")
    for key, known in (("schemes", SCHEMES), ("answered_by", ANSWERED_BY)):
        require(path, entry[key] and set(entry[key]) <= set(known), f"{where}: {key}", ", ".join(known))
    return Recheck(
        place=entry["place"],
        starts_on=entry["from"],
        until=entry.get("until"),
        day=entry["day"],
        schemes=tuple(entry["schemes"]),
        answered_by=tuple(entry["answered_by"]),
        days=entry["days"],
        silence=entry["silence"],
        source=entry["source"],
        status=entry["status"],
    )


def due(found: tuple[Recheck, ...], on: date) -> list[Due]:
    """What is asked by a day of its year; the nearest place has its own way."""
    holding = [one for one in found if one.starts_on <= on and (one.until is None or on <= one.until)]
    asked = []
    for one in holding:
        day = one.asked_on(on.year)
        if one.starts_on <= day <= on:
            inside = tuple(o.place for o in holding if o.place != one.place and o.place.startswith(one.place))
            asked.append(Due(one, inside, day, day + timedelta(days=one.days)))
    return asked


def way_of(found: tuple[Recheck, ...], place: str, on: date) -> Recheck | None:
    """How a place asks on a day: its nearest entry, None where nobody is asked."""
    fitting = [one for one in found if place.startswith(one.place) and one.starts_on <= on]
    fitting = [one for one in fitting if one.until is None or on <= one.until]
    return max(fitting, key=lambda one: (len(one.place), one.starts_on), default=None)
