"""Lines of questions about cover and contributions, and their answers."""

import json
from typing import Any

from casework.management.answer_lines import Answering
from enrolment.coverage.rules.reading.lines import read_line
from enrolment.coverage.words.errors import error_as_json


def _written(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode()


ANSWERING = Answering(read=read_line, mistake=error_as_json, written=_written)
answer_file, answer_lines, answer_line = ANSWERING.file, ANSWERING.lines, ANSWERING.line
