"""A policy document as an officer types it: TOML read exactly, every mistake with the line it stands on."""

import re
import tomllib
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from claims.settlement.rules.reading.policy_reader import TITLES, check_policy
from claims.settlement.rules.records.choices import Missing
from claims.settlement.rules.records.errors import Problem, joined
from claims.settlement.rules.records.policy import DeductibleRule, Policy

LONGEST = 200_000
DEEPEST = 60
# Larger whole numbers are no amount of money and cannot be written as text safely.
LARGEST_BITS = 200
AT = re.compile(r"at line (\d{1,7}), column (\d{1,7})")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Unreadable(Exception):
    """The text is no document. `problem` says why and where."""

    def __init__(self, path: str, code: str, **params):
        super().__init__(code)
        self.problem = Problem(path, code, params)


@dataclass(frozen=True)
class Read:
    """What was found in a text: the document unless it cannot be read, the policy unless there are problems."""

    document: dict | None
    policy: Policy | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def read_policy(text: str) -> Read:
    """Read and validate a text. Never raises for what stands in it."""
    try:
        document = read_text(text)
    except Unreadable as unreadable:
        return Read(None, None, (unreadable.problem,), ())
    checked = check_policy(document)
    return Read(document, checked.policy, checked.errors, checked.warnings)


def read_text(text: str) -> dict:
    """The document of a text: fractions as texts, whole numbers as they are, dates as ISO. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("", "text_too_long", limit=LONGEST)
    try:
        # A surrogate that stands alone is not text in any encoding.
        text.encode("utf-8")
        return as_data(tomllib.loads(text, parse_float=Decimal))
    except (tomllib.TOMLDecodeError, UnicodeEncodeError) as error:
        found = AT.search(str(error))
        line, column = (found[1], found[2]) if found else (len(text.splitlines()), 1)
        raise Unreadable("", "not_toml", line=int(line), column=int(column)) from None
    except (RecursionError, ValueError, ArithmeticError):
        # Nested deeper than can be read, or a number of thousands of digits.
        raise Unreadable("", "not_toml", line=1, column=1) from None


def as_data(value: object, path: str = "", depth: int = 0) -> Any:
    """The same value as exact JSON. Raises Unreadable for what no policy holds."""
    if depth > DEEPEST:
        raise Unreadable(path, "too_deep", limit=DEEPEST)
    if type(value) is dict:
        for key in value:
            _refuse_control(key, path)
        return {key: as_data(entry, joined(path, key), depth + 1) for key, entry in value.items()}
    if type(value) is list:
        return [as_data(entry, f"{path}[{number}]", depth + 1) for number, entry in enumerate(value)]
    if type(value) is str:
        return _refuse_control(value, path)
    if type(value) is int and value.bit_length() > LARGEST_BITS:
        raise Unreadable(path, "too_large", value="1e60", limit="1000000000000")
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _refuse_control(text: str, path: str) -> str:
    if CONTROL.search(text):
        raise Unreadable(path, "control_character")
    return text


def unstated(policy: Policy) -> tuple[str, ...]:
    """The paths at which a policy states no value although a case may ask for it, in the document's order of work."""
    found: dict[str, None] = {}
    for entry in fields(Policy):
        _collect_missing(getattr(policy, entry.name), found)
    return tuple(found)


def _collect_missing(value: object, found: dict[str, None]) -> None:
    if isinstance(value, Missing):
        found[value.path] = None
    elif is_dataclass(value):
        # Only a deductible charged at every admission asks for what a repeated one costs.
        never = {"repeat"} if isinstance(value, DeductibleRule) and value.period != "admission" else ()
        for entry in fields(value):
            if entry.name not in never:
                _collect_missing(getattr(value, entry.name), found)
    elif isinstance(value, dict | list | tuple):
        for entry in value.values() if isinstance(value, dict) else value:
            _collect_missing(entry, found)


def title_of(document: dict) -> dict[str, str]:
    """The titles a document gives, by language; a title that is one text is taken as English."""
    title = document.get("title")
    if type(title) is str:
        return {"en": title}
    return {key: title[key] for key in TITLES if type(title.get(key)) is str} if type(title) is dict else {}
