"""`bin/manage contribution -`: questions about contributions as JSON lines, amounts as JSON lines. See docs/contributions.md."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.words.steps import amount_as_json
from enrolment.management.answer_lines import answer_file
from enrolment.management.entered_values import know_entered_values


class Command(BaseCommand):
    help = "Work out premiums, late fees, account credits, back payments, rewards and maternity allowances: for JSON lines."
    # The questions need neither tables nor pages.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file with one JSON object a line, or - for standard input")
        parser.add_argument("--language", default="en", help="language of sentences: en, zh-hans or zh-hant")

    def handle(self, *, file, language, **options):
        know_entered_values(self.stderr)
        with translation.override(language):
            try:
                refused = answer_file(file, answer, self.stdout)
            except OSError as error:
                raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=2) from error
        if refused:
            raise SystemExit(1)


def answer(document: object) -> dict[str, Any]:
    """The answer to one question. Raises FactsError."""
    return amount_as_json(ask(document))
