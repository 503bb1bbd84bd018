"""`bin/manage designation`: was an institution designated on a day, by bare facts as JSON lines or on record. See
docs/designation.md."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from msgspec.json import encode

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import read_day
from institutions.designation.queries.designation import designation_by_code
from institutions.designation.rules.asking import Asker
from institutions.designation.rules.reading import SERVICE, read_department, read_moment
from institutions.designation.words import answer_as_json, error_as_json, sentences
from institutions.management.answer_lines import answer_file


class Command(BaseCommand):
    help = "Say whether an institution was designated on a day, for what, and by which agreement."
    # Questions of bare facts need neither tables nor pages.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="a file with one JSON object a line, or - for standard input")
        parser.add_argument("--code", help="the national code of an institution on record, like H35020500001")
        parser.add_argument("--on", default="", help="the day asked about; today unless told otherwise")
        parser.add_argument("--service", default="", help="for what; anything without it")
        parser.add_argument("--department", default="", help="the code of a department")
        parser.add_argument("--known-at", default="", help="as it was known at a moment, like 2026-11-21T09:30:00")
        parser.add_argument("--json", action="store_true", help="answer one JSON object; always so for lines")
        parser.add_argument("--language", default="en", help="language of sentences: en, zh-hans or zh-hant")

    def handle(self, *, file=None, code=None, json=False, language="en", **asked):
        if (file is None) is (code is None):
            raise CommandError("Give a file, - for standard input, or --code.", returncode=2)
        with translation.override(language):
            refused = self._file(file) if file is not None else self._code(code, asked, as_lines=not json)
        if refused:
            raise SystemExit(1)

    def _file(self, name: str) -> bool:
        try:
            # The plain stream: a look for colours at each line would cost as much as the answer.
            return answer_file(name, answerer(), getattr(self.stdout, "_out", self.stdout))
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}", returncode=2) from error

    def _code(self, code: str, asked: dict[str, Any], *, as_lines: bool) -> bool:
        try:
            found = on_record(code, **{key: asked[key] for key in ("on", "service", "department", "known_at")})
        except FactsError as error:
            found = error_as_json(error)
        if as_lines and "error" not in found:
            self.stdout.write(f"{found['state']}: {found['text']}")
        else:
            self.stdout.write(encode(found).decode())
        return "error" in found


def on_record(code: str, *, on: str, service: str, department: str, known_at: str) -> dict[str, Any]:
    """The answer about an institution on record. Raises FactsError."""
    day: date = _read(read_day, "on", on) if on else timezone.localdate()
    if service:
        _read(SERVICE, "service", service)
    if department:
        _read(read_department, "department", department)
    at = datetime.fromisoformat(_read(read_moment, "known_at", known_at)) if known_at else None
    answer = designation_by_code(code, day, service, department, timezone.make_aware(at) if at else None)
    return answer_as_json(answer, sentences())


def _read(reader, name: str, value: str):
    try:
        return reader(value)
    except FactsError as error:
        raise error.under(name) from None


def answerer():
    """Answers questions of one run."""
    asker, said = Asker(), sentences()

    def answer(document: object) -> dict[str, Any]:
        return answer_as_json(asker.answer(document), said)

    return answer
