"""`bin/manage coverage -`: questions about cover as JSON lines, their answers as JSON lines. See docs/coverage.md."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from enrolment.coverage.rules.answering.answer import coverage_answer
from enrolment.coverage.rules.reading.question import read_question
from enrolment.coverage.words.answers import answer_as_json
from enrolment.management.answer_lines import answer_file


class Command(BaseCommand):
    help = "Say whether somebody is covered on a day, from when to when and why: for JSON lines of bare facts."
    # Questions of bare facts need neither tables nor pages.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file with one JSON object a line, or - for standard input")
        parser.add_argument("--language", default="en", help="language of sentences: en, zh-hans or zh-hant")

    def handle(self, *, file, language, **options):
        with translation.override(language):
            try:
                refused = answer_file(file, answer, self.stdout)
            except OSError as error:
                raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=2) from error
        if refused:
            raise SystemExit(1)


def answer(document: object) -> dict[str, Any]:
    """The answer to one question. Raises FactsError."""
    facts, on = read_question(document)
    return answer_as_json(coverage_answer(facts, on))
