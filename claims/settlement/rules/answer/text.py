"""The answer of answer.py written straight as JSON text: what `quote` does thousands of times a second.

A test holds the two to be equal, character for character. What the fast writer would spell otherwise (an exponent, half a
character pair) is written by the plain one.
"""

import json
from typing import Any

from msgspec.json import Encoder

from claims.settlement.rules.answer.answer import as_json, head_of
from claims.settlement.rules.settling.settlement import Settlement

_write = Encoder(decimal_format="string").encode


def as_text(settled: Settlement, extra: dict[str, Any]) -> str:
    """The answer in JSON, with `extra` fields, like the id of the case, at its end."""
    whole = head_of(settled)
    whole["lines"], whole["steps"] = settled.lines, settled.steps
    whole.update(extra)
    try:
        text = _write(whole)
    except (UnicodeEncodeError, OverflowError):
        return plain_text(settled, extra)
    # An exponent has a sign behind its E; the same letters in a name only cost the time of the other way.
    exponent = b"E" in text and (b"E-" in text or b"E+" in text)
    return plain_text(settled, extra) if exponent else text.decode()


def plain_text(settled: Settlement, extra: dict[str, Any]) -> str:
    """The same by the standard library."""
    return json.dumps(as_json(settled) | extra, ensure_ascii=False, separators=(",", ":"))
