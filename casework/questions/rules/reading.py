"""Reads a question of bare facts from a line of JSON: objects, codes, days. Liberal in form, strict in value; nothing is guessed.

Every refusal is a FactsError; that of a single value has an empty path: the caller knows where it was reading.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from casework.questions.rules.mistakes import FactsError

BROKEN = re.compile("[\ud800-\udfff]")
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})")
EARLIEST, LATEST = 1950, 2200
Reader = Callable[[object], Any]


def read_line(text: str, line: int = 1, **numbers: Any) -> object:
    """The value of a line, a key given twice refused; `line` is its number in the file, `numbers` how json reads some of them.

    Bytes that are no UTF-8 are in it as half of a surrogate pair, as they were decoded. A mark of byte order may begin any line:
    files are put together from files. Raises FactsError."""
    text = text.removeprefix("\ufeff")
    if not text.isascii() and (broken := BROKEN.search(text)) is not None:
        raise FactsError("not_utf8", line=line, column=broken.start() + 1)
    try:
        return json.loads(text, object_pairs_hook=_object, **numbers)
    except json.JSONDecodeError as error:
        raise FactsError("not_json", line=line, column=error.colno) from None
    except (RecursionError, ValueError):
        # Nested deeper than can be read, or a number of thousands of digits.
        raise FactsError("not_json", line=line, column=1) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        doubled = next(key for number, key in enumerate(keys) if key in keys[:number])[:60]
        raise FactsError("duplicate_key", doubled, key=doubled)
    return found


def shown(value: object) -> str:
    """What was typed, short enough to be shown."""
    text = repr(value) if isinstance(value, float) else str(value)[:80]
    return text if len(text) <= 60 else f"{text[:60]}…"


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    found = DAY.fullmatch(text.strip())
    if found:
        year, month, day = (int(part) for part in found.groups() if part is not None)
        if EARLIEST <= year <= LATEST:
            try:
                return date(year, month, day)
            except ValueError:
                pass
    raise FactsError("not_a_date", value=shown(text))


def read_day(value: object) -> date:
    """A day, year first: 2026-11-21, 2026/11/21, 20261121, 2026年11月21日. Raises FactsError."""
    if type(value) is not str:
        raise FactsError("not_a_date", value=shown(value))
    return _day(value)


def one_of(allowed: Collection[str], also: Mapping[str, str] | None = None) -> Reader:
    """A reader for one of some codes; `also` are other names for them."""

    def read(value: object) -> str:
        code = (also or {}).get(value, value) if type(value) is str else value
        if type(code) is not str or code not in allowed:
            raise FactsError("unknown_choice", value=shown(value), allowed=", ".join(sorted(allowed)))
        return code

    return read


def read_object(value: object, readers: Mapping[str, Reader], needed: Collection[str] = ()) -> dict[str, Any]:
    """An object, each key by its reader; null is the same as leaving a key out. Raises FactsError with the path."""
    if type(value) is not dict:
        raise FactsError("wrong_type", expected="object")
    found = {}
    for key, entry in value.items():
        reader = readers.get(key)
        if reader is None:
            raise FactsError("unknown_key", key[:60], key=key[:60], allowed=", ".join(sorted(readers)))
        if entry is not None:
            found[key] = at(key, reader, entry)
    for key in needed:
        if key not in found:
            raise FactsError("key_missing", key, key=key)
    return found


def at(path: str, reader: Reader, value: object) -> Any:
    """What a reader reads; its refusal with the path. Raises FactsError."""
    try:
        return reader(value)
    except FactsError as error:
        raise error.under(path) from None
