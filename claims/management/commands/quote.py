"""`bin/manage quote FILE|-`: cases as JSON, their settlements as JSON. See docs/quote.md."""

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol, TextIO

from django.core.management.base import BaseCommand
from django.utils import translation

from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.quotes import Quoter, named_by, problems_of, read_json
from claims.settlement.rules.records.errors import SettlementError
from claims.words.messages import problem_as_json


class Out(Protocol):
    """What lines are written to: a file, or the output of a command."""

    def write(self, text: str, /) -> object: ...


class Command(BaseCommand):
    help = "Settle one case, a list of cases, or one case a line, from a file or from standard input (-)."
    # Quotes need neither tables nor pages.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="a JSON file, a file with one JSON object a line, or - for standard input")
        parser.add_argument("--language", default="en", help="language of messages: en, zh-hans or zh-hant")

    def handle(self, *, file, language, **options):
        with translation.override(language):
            failed = _answer_input(self.stdout) if file == "-" else _answer_file(file, self.stdout)
        if failed:
            raise SystemExit(1)


def _answer_input(out: Out) -> bool:
    source = sys.stdin
    if hasattr(source, "reconfigure"):
        source.reconfigure(encoding="utf-8-sig", errors="replace")
    return answer(source, out)


def _answer_file(name: str, out: Out) -> bool:
    """Bytes that are no text become a sign that no code and no number may hold, so they are refused where they stand."""
    try:
        with Path(name).open(encoding="utf-8-sig", errors="replace") as source:
            return answer(source, out)
    except OSError:
        _write(out, error_as_json(SettlementError("file_unreadable", "", name=name)), indent=2)
        return True


def answer(source: TextIO, out: Out) -> bool:
    """Answer what stands in a text: one case, a list, or cases by line. True when any of them was refused."""
    quoter = Quoter(policy_for)
    numbered = enumerate(source, start=1)
    number, first = _next_written(numbered)
    if _is_whole_object(first):
        second = _next_written(numbered)
        if second[1]:
            return _by_line(quoter, chain([(number, first), second], numbered), out)
        return _document(quoter, first, out, number)
    return _document(quoter, first + "".join(line for _number, line in numbered), out, number)


def _next_written(lines: Iterator[tuple[int, str]]) -> tuple[int, str]:
    """The next line on which anything stands, with its number; an empty one at the end."""
    return next((pair for pair in lines if pair[1].strip()), (1, ""))


def _is_whole_object(line: str) -> bool:
    """Whether a line is one object by itself; a broken one counts, so that it is refused by itself too."""
    text = line.strip()
    return text.startswith("{") and text.endswith("}")


def _by_line(quoter: Quoter, lines: Iterator[tuple[int, str]], out: Out) -> bool:
    """One answer a line, written as soon as it is known, so that a file of any length needs no memory."""
    failed = False
    for number, line in lines:
        if line.strip():
            text, refused = answer_line(quoter, line, number)
            failed |= refused
            out.write(_writable(text))
    return failed


def answer_line(quoter: Quoter, line: str, number: int = 1) -> tuple[str, bool]:
    """The answer to one case as a line of JSON, and whether it is a refusal; `number` is that of the line in its file."""
    document = None
    try:
        document = read_json(line, number)
        return quoter.quote_text(document), False
    except SettlementError as error:
        quoter.break_off()
        return json.dumps(error_as_json(error) | named_by(document), ensure_ascii=False), True


def _document(quoter: Quoter, text: str, out: Out, number: int) -> bool:
    try:
        document = read_json(text, number)
    except SettlementError as error:
        _write(out, error_as_json(error), indent=2)
        return True
    if type(document) is list:
        answers = [answer_case(quoter, entry) for entry in document]
        _write(out, [found for found, _refused in answers], indent=2)
        return any(refused for _found, refused in answers)
    found, refused = answer_case(quoter, document)
    _write(out, found, indent=2)
    return refused


def answer_case(quoter: Quoter, document: object) -> tuple[dict, bool]:
    """The answer to one case, and whether it is a refusal."""
    try:
        return quoter.quote(document), False
    except SettlementError as error:
        return error_as_json(error) | named_by(document), True


def error_as_json(error: SettlementError) -> dict:
    """The first mistake as `error`, and all of them in `errors`, each with path, code, message and params."""
    found = [problem_as_json(problem) for problem in problems_of(error)]
    return {"error": found[0], "errors": found}


def _write(out: Out, found: object, indent: int) -> None:
    out.write(_writable(json.dumps(found, ensure_ascii=False, indent=indent)))


def _writable(text: str) -> str:
    """Half a character pair, which JSON can spell, cannot be written."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
