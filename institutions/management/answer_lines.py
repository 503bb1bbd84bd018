"""Lines of questions about designation, and their answers."""

import json
from typing import Any

from msgspec.json import encode

from casework.management.answer_lines import Answering
from institutions.designation.rules.lines import read_line
from institutions.designation.words import error_as_json


def _written(found: dict[str, Any]) -> str:
    try:
        return encode(found).decode() + "\n"
    except UnicodeEncodeError:
        # Half of a character pair came back in the question's own id.
        return json.dumps(found, ensure_ascii=True, default=str) + "\n"


ANSWERING = Answering(read=read_line, mistake=error_as_json, written=_written)
answer_file, answer_line = ANSWERING.file, ANSWERING.line
