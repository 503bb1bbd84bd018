"""Reads a line of JSON; a key given twice is refused, and what is no JSON is named by line and column."""

import msgspec

from casework.questions.rules import reading

# The keys of a question that hold rows.
ROW_NAMES = ("agreements", "changes", "suspensions", "terminations")


def read_line(text: str, line: int = 1) -> object:
    """The value of a line; a key given twice is refused. Raises FactsError."""
    plain = text.removeprefix("\ufeff")
    try:
        found = _read(plain)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return reading.read_line(text, line)
    # Each key has a colon after it, so as many colons as keys means that no key was given twice.
    return found if plain.count(":") == _keys(found) else reading.read_line(text, line)


_read = msgspec.json.Decoder().decode


def _keys(document: object) -> int:
    """How many keys a question has, in itself and in its rows."""
    if type(document) is not dict:
        return -1
    return len(document) + sum(
        len(row) for name in ROW_NAMES if type(rows := document.get(name)) is list for row in rows if type(row) is dict
    )
