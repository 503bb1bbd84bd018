"""Lines of JSON in, lines of JSON out: one answer for each question, a refusal in its place, and the run goes on."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from enrolment.coverage.rules.reading.lines import read_line
from enrolment.coverage.rules.records.errors import FactsError
from enrolment.coverage.words.errors import error_as_json

Answer = Callable[[object], dict[str, Any]]


class Out(Protocol):
    """What lines are written to."""

    def write(self, text: str, /) -> object: ...


def answer_file(name: str, answer: Answer, out: Out) -> bool:
    """Answer each line of a file, or of standard input when it is called -. True when any of them was refused."""
    try:
        return _answer_each(name, answer, out)
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not try to flush into the closed pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False


def _answer_each(name: str, answer: Answer, out: Out) -> bool:
    if name == "-":
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        return answer_lines(sys.stdin, answer, out)
    with Path(name).open(encoding="utf-8", errors="surrogateescape") as lines:
        return answer_lines(lines, answer, out)


def answer_lines(lines: Iterable[str], answer: Answer, out: Out) -> bool:
    """Answer each line as soon as it is read; an empty one between others is refused, so that answers keep the places of their
    questions, and empty ones at the end are none. True when any line was refused."""
    refused, empty = False, 0
    for number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff \t\r\n"):
            empty += 1
            continue
        for before in range(number - empty, number + 1):
            found = answer_line(line if before == number else "", answer, before)
            refused |= "error" in found
            out.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode())
        empty = 0
    return refused


def answer_line(line: str, answer: Answer, number: int = 1) -> dict[str, Any]:
    """The answer to one line, or what is wrong with it; the question's own id comes back in both."""
    document = None
    try:
        document = read_line(line, number)
        return named_by(document) | answer(document)
    except FactsError as error:
        return named_by(document) | error_as_json(error)
    except ArithmeticError:
        # Each value alone may be read, and yet together lead out of the calendar or beyond the digits of an amount.
        return named_by(document) | error_as_json(FactsError("beyond_reach"))


def named_by(document: object) -> dict[str, Any]:
    """The question's own id."""
    found = document.get("id") if type(document) is dict else None
    return {"id": found} if type(found) in (str, int) else {}
