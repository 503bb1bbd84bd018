"""Reads a line of JSON with exact numbers; a key given twice and NaN are refused."""

import json
from decimal import Decimal
from typing import Any

from enrolment.coverage.rules.records.errors import FactsError


def read_line(text: str, line: int = 1) -> object:
    """The value of a line; `line` is its number in the file. Raises FactsError."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise FactsError("not_json", line=line, column=error.colno) from None
    except (RecursionError, ValueError):
        # Nested deeper than can be read, or a number of thousands of digits.
        raise FactsError("not_json", line=line, column=1) from None


def _refused(text: str) -> object:
    raise FactsError("not_a_number", value=text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        doubled = next(key for number, key in enumerate(keys) if key in keys[:number])
        raise FactsError("duplicate_key", doubled[:60], key=doubled[:60])
    return found
