"""Lines of JSON in, lines of JSON out: one answer for each question, a refusal in its place, and the run goes on."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from casework.questions.rules.mistakes import FactsError

Answer = Callable[[object], dict[str, Any]]


class Out(Protocol):
    """What lines are written to."""

    def write(self, text: str, /) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How one kind of question is read, and what its answers and mistakes look like."""

    read: Callable[[str, int], object]
    mistake: Callable[[FactsError], dict[str, Any]]
    written: Callable[[dict[str, Any]], str]

    def file(self, name: str, answer: Answer, out: Out) -> bool:
        """Answer each line of a file, or of standard input when it is called -. True when any of them was refused."""
        try:
            return self.lines(_lines(name), answer, out)
        except BrokenPipeError:
            # The reader has seen enough; the interpreter must not try to flush into the closed pipe again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return False

    def lines(self, lines: Iterable[str], answer: Answer, out: Out) -> bool:
        """Answer each line as soon as it is read; an empty one between others is refused, so that answers keep the places of their
        questions, and empty ones at the end are none. True when any line was refused."""
        refused, empty = False, 0
        for number, line in enumerate(lines, start=1):
            if not line.strip("\ufeff \t\r\n"):
                empty += 1
                continue
            for before in range(number - empty, number + 1):
                found = self.line(line if before == number else "", answer, before)
                refused |= "error" in found
                out.write(self.written(found))
            empty = 0
        return refused

    def line(self, line: str, answer: Answer, number: int = 1) -> dict[str, Any]:
        """The answer to one line, or what is wrong with it; the question's own id comes back in both."""
        document = None
        try:
            document = self.read(line, number)
            return named_by(document) | answer(document)
        except FactsError as error:
            return named_by(document) | self.mistake(error)
        except ArithmeticError:
            # Each value alone may be read, and yet together lead out of the calendar or beyond the digits of an amount.
            return named_by(document) | self.mistake(FactsError("beyond_reach"))


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
        yield from sys.stdin
        return
    with Path(name).open(encoding="utf-8", errors="surrogateescape") as lines:
        yield from lines


def named_by(document: object) -> dict[str, Any]:
    """The question's own id."""
    found = document.get("id") if type(document) is dict else None
    return {"id": found} if type(found) in (str, int) else {}
