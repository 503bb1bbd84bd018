"""Reads a line of JSON with exact numbers; a key given twice and NaN are refused."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from enrolment.coverage.rules.reading.values import shown
from enrolment.coverage.rules.records.errors import FactsError

BROKEN = re.compile("[\ud800-\udfff]")


def read_line(text: str, line: int = 1) -> object:
    """The value of a line; `line` is its number in the file. Bytes that are no UTF-8 are in it as half of a surrogate pair, as
    they were decoded. A mark of byte order may begin any line: files are put together from files. Raises FactsError."""
    text = text.removeprefix("\ufeff")
    if (broken := BROKEN.search(text)) is not None:
        raise FactsError("not_utf8", line=line, column=broken.start() + 1)
    try:
        return json.loads(text, parse_float=_exact, parse_constant=_refused, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise FactsError("not_json", line=line, column=error.colno) from None
    except (RecursionError, ValueError):
        # Nested deeper than can be read, or a number of thousands of digits.
        raise FactsError("not_json", line=line, column=1) from None


def _exact(text: str) -> Decimal:
    """A number with a fraction or an exponent as it is written. Raises FactsError for an exponent that no number can have."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise FactsError("not_a_number", value=shown(text)) from None


def _refused(text: str) -> object:
    raise FactsError("not_a_number", value=text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        doubled = next(key for number, key in enumerate(keys) if key in keys[:number])
        raise FactsError("duplicate_key", doubled[:60], key=doubled[:60])
    return found
