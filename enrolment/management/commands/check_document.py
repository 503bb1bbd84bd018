"""Checks identity numbers from the command line. Nothing is looked up: no database is needed."""

import json
import os
import sys
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.encoding import force_str

from enrolment.documents.rules.identity_numbers import KINDS, Result, check
from enrolment.documents.words import message_for


class Command(BaseCommand):
    help = "Check an identity number, or lines of KIND NUMBER from standard input when the number is -."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("number", help="the number, or - to read lines KIND NUMBER from standard input")
        parser.add_argument("--kind", default="", help=f"one of {', '.join(KINDS)}")
        parser.add_argument("--json", action="store_true", help="answer one JSON object; always so for standard input")

    def handle(self, *args, number, kind, json, **options):
        on = timezone.localdate()
        if number == "-":
            self._answer_lines(on)
            return
        result = check(kind, number, on=on)
        self.stdout.write(as_json(result) if json else as_text(result))
        if kind not in KINDS:
            self.stderr.write(f"Kinds: {', '.join(KINDS)}")

    def _answer_lines(self, on):
        try:
            for line in sys.stdin.buffer:
                self.stdout.write(as_json(check_line(line, on)))
                self.stdout.flush()
        except BrokenPipeError:
            # The reader has seen enough; the interpreter must not try to flush into the closed pipe again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_line(line: bytes, on: date) -> Result:
    """The result for one line KIND NUMBER. Bytes that are no UTF-8 become broken characters, which the check names."""
    text = line.decode("utf-8", errors="surrogateescape").strip("\r\n \ufeff")
    kind, _, number = text.partition(" ")
    return check(kind, number, on=on)


def as_json(result: Result) -> str:
    """One line of JSON in ASCII, so that it prints on any terminal."""
    born = result.birth_on.isoformat() if result.birth_on else None
    answer = {"valid": result.valid, "normalised": result.normalised, "birth_date": born, "sex": result.sex}
    return json.dumps(answer | {"reasons": list(result.codes)})


def as_text(result: Result) -> str:
    """The same for a reader: valid, or one sentence per reason."""
    if result.valid:
        return "valid"
    return "\n".join(force_str(message_for(reason)) for reason in result.reasons)
