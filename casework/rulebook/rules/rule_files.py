"""Reads a rule from its TOML file and refuses, by name, whatever is not allowed there."""

import re
import tomllib
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_records import STATUSES, Rule, Value

# Unit of a rule, and the type its values have.
UNITS = {
    "calendar_days": int,
    "working_days": int,
    "months": int,
    "years": int,
    "hours": int,
    "minutes": int,
    "count": int,
    "yuan": Decimal,
    "fraction": Decimal,
    "fraction_per_day": Decimal,
    "code": str,
    "flag": bool,
}
# `before`: back from the day of an event, which is not counted.
# The columns of a name, in the order in which they are written.
LANGUAGES = ("zh_hans", "zh_hant", "en")
COUNTED = ("first_day_excluded", "first_day_included", "before")
RULE_KEYS = {"id", "zh_hans", "zh_hant", "en", "unit", "counted", "note", "choices", "values"}
VALUE_KEYS = {"place", "applies_to", "starts", "from", "until", "value", "unknown", "source", "status", "checked"}
RULE_ID = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
PLACE = re.compile(r"([0-9][0-9]){0,3}")
CODE = re.compile(r"[a-z][a-z0-9_]*")


class RuleFileError(Exception):
    """A rule file is malformed. The message names the file, the place in it and what is allowed."""

    code = "malformed_rule_file"

    def __init__(self, path: Path, where: str, allowed: str) -> None:
        super().__init__(f"{path}: {where}: {allowed}")
        self.path = path


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file, fractions as exact Decimals. Raises RuleFileError when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleFileError(path, "file", f"must be readable TOML in UTF-8 ({error})") from error


def require(path: Path, ok: object, where: str, allowed: str) -> None:
    """Raises RuleFileError unless `ok`."""
    if not ok:
        raise RuleFileError(path, where, allowed)


def check_keys(path: Path, where: str, table: dict[str, Any], allowed: set[str], needed: set[str]) -> None:
    """Refuses unknown and missing keys, so that a misspelt key is never silently ignored."""
    unknown = sorted(set(table) - allowed)
    require(
        path, not unknown, f"{where}: unknown key {', '.join(unknown)}", f"allowed are {', '.join(sorted(allowed))}"
    )
    missing = sorted(needed - set(table))
    require(path, not missing, f"{where}: missing key {', '.join(missing)}", "every one of them is needed")


def check_text(path: Path, where: str, value: object) -> str:
    if not isinstance(value, str) or not value or value.strip() != value:
        raise RuleFileError(path, where, "a text, not empty, no outer spaces")
    return value


def check_date(path: Path, where: str, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RuleFileError(path, where, "a date without time, written 2026-11-21 without quotes")
    return value


def check_code(path: Path, where: str, value: object, allowed: Collection[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise RuleFileError(path, f"{where} = {value!r}", f"one of {', '.join(sorted(allowed))}")
    return value


def check_place(path: Path, where: str, value: object) -> str:
    if not isinstance(value, str) or not PLACE.fullmatch(value) or value.endswith("00"):
        allowed = 'the start of a division code: "", "35", "3502" or "350203", no closing 00'
        raise RuleFileError(path, f"{where} = {value!r}", allowed)
    return value


def check_table(path: Path, where: str, value: object, allowed: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RuleFileError(path, where, allowed)
    return value


def parse_rule(path: Path, table: dict[str, Any]) -> Rule:
    """A Rule from the parsed content of its file. Raises RuleFileError naming what is wrong and what is allowed."""
    check_keys(path, "rule", table, RULE_KEYS, {"id", "zh_hans", "zh_hant", "en", "unit", "values"})
    rule_id = check_text(path, "id", table["id"])
    require(
        path,
        RULE_ID.fullmatch(rule_id),
        f"id = {rule_id!r}",
        'app.rule in lower case, like "enrolment.processing_limit"',
    )
    unit = check_code(path, "unit", table["unit"], UNITS)
    counted = table.get("counted")
    require(path, counted is None or counted in COUNTED, f"counted = {counted!r}", f"one of {', '.join(COUNTED)}")
    choices = tuple(table.get("choices", ()))
    require(path, isinstance(table["values"], list) and table["values"], "values", "at least one [[values]] table")
    values = tuple(_parse_value(path, n, v, unit, choices) for n, v in enumerate(table["values"], start=1))
    _check_distinct(path, values)
    labels = {key: check_text(path, key, table[key]) for key in LANGUAGES}
    return Rule(
        id=rule_id, unit=unit, counted=counted, values=values, note=table.get("note", ""), choices=choices, **labels
    )


def _parse_value(path: Path, number: int, entry: object, unit: str, choices: tuple[str, ...]) -> Value:
    where = f"values, entry {number}"
    table = check_table(path, where, entry, "a [[values]] table")
    check_keys(path, where, table, VALUE_KEYS, {"place", "from", "source", "status", "checked"})
    starts = table.get("starts")
    named = starts is None or (isinstance(starts, str) and CODE.fullmatch(starts))
    require(path, named, f"{where}: starts = {starts!r}", "the name of a date in lower case, like work_began_on")
    from_ = check_date(path, f"{where}: from", table["from"])
    until = check_date(path, f"{where}: until", table["until"]) if "until" in table else None
    require(path, until is None or from_ <= until, f"{where}: until = {until}", f"not before from = {from_}")
    return Value(
        place=check_place(path, f"{where}: place", table["place"]),
        applies_to=_parse_applies_to(path, where, table.get("applies_to", {})),
        starts=starts,
        from_=from_,
        until=until,
        value=_parse_amount(path, where, table, unit, choices),
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
        checked=check_date(path, f"{where}: checked", table["checked"]),
    )


def _parse_applies_to(path: Path, where: str, given: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    allowed = 'a table of lists of texts, like { person = ["taiwan"] }'
    table = check_table(path, f"{where}: applies_to", given, allowed)
    for name, entries in table.items():
        texts = isinstance(entries, list) and entries and all(isinstance(entry, str) for entry in entries)
        require(path, texts, f"{where}: applies_to.{name}", allowed)
    return tuple(sorted((name, tuple(entries)) for name, entries in table.items()))


def _parse_amount(path: Path, where: str, table: dict[str, Any], unit: str, choices: tuple[str, ...]) -> Any:
    silent = table.get("unknown", False)
    require(path, silent is ("value" not in table), where, "either value, or unknown = true when no source gives one")
    if silent:
        return None
    value, wanted = table["value"], UNITS[unit]
    if wanted is Decimal and type(value) is int:
        value = Decimal(value)
    require(path, type(value) is wanted, f"{where}: value = {value!r}", f"{wanted.__name__}, because unit is {unit}")
    if wanted in (int, Decimal):
        finite = wanted is int or value.is_finite()
        require(path, finite and value >= 0, f"{where}: value = {value}", "a finite number, not below zero")
    require(path, not choices or value in choices, f"{where}: value = {value!r}", f"one of {', '.join(choices)}")
    return value


def _check_distinct(path: Path, values: tuple[Value, ...]) -> None:
    seen = set()
    for number, value in enumerate(values, start=1):
        key = (value.place, value.applies_to, value.from_)
        require(path, key not in seen, f"values, entry {number}", "only one value per place, applies_to and from")
        seen.add(key)
