"""`bin/manage coverage`: whether somebody is covered on a day, by bare facts as JSON lines or on file. See docs/coverage.md."""

import json as json_text
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import read_day
from enrolment.contributions.queries.cover import coverage_on
from enrolment.coverage.rules.answering.answer import coverage_answer
from enrolment.coverage.rules.reading.question import read_question
from enrolment.coverage.words.answers import answer_as_json
from enrolment.coverage.words.errors import error_as_json
from enrolment.management.answer_lines import answer_file
from enrolment.management.entered_values import know_entered_values
from enrolment.persons.queries.references import person_by_reference


class Command(BaseCommand):
    help = "Say whether somebody is covered on a day, from when to when and why."
    # Questions of bare facts need neither tables nor pages.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="a file with one JSON object a line, or - for standard input")
        parser.add_argument("--person", help="the reference of somebody on file, like P-7618360C")
        parser.add_argument("--on", default="", help="the day asked about; today unless told otherwise")
        parser.add_argument("--json", action="store_true", help="answer one JSON object; always so for lines")
        parser.add_argument("--language", default="en", help="language of sentences: en, zh-hans or zh-hant")

    def handle(self, *, file=None, person=None, on="", json=False, language="en", **options):
        if (file is None) is (person is None):
            raise CommandError("Give a file, - for standard input, or --person.", returncode=2)
        know_entered_values(self.stderr)
        with translation.override(language):
            refused = self._file(file) if file is not None else self._person(person, on, as_lines=not json)
        if refused:
            raise SystemExit(1)

    def _file(self, name: str) -> bool:
        try:
            return answer_file(name, answer, self.stdout)
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}", returncode=2) from error

    def _person(self, reference: str, on: str, *, as_lines: bool) -> bool:
        try:
            day: date = read_day(on) if on else timezone.localdate()
            found = answer_as_json(coverage_on(_key_of(reference), day))
        except FactsError as error:
            found = error_as_json(error)
        if as_lines and "error" not in found:
            self.stdout.write("\n".join(sentence["text"] for sentence in found["explanation"]))
        else:
            self.stdout.write(json_text.dumps(found, ensure_ascii=False))
        return "error" in found


def _key_of(reference: str):
    person = person_by_reference(reference)
    if person is None:
        raise FactsError("no_person", "person")
    return person.pk


def answer(document: object) -> dict[str, Any]:
    """The answer to one question. Raises FactsError."""
    facts, on = read_question(document)
    return answer_as_json(coverage_answer(facts, on))
