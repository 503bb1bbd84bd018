"""Computes due dates from the command line, with the calendar and the rules in use."""

import json
import re
import sys
from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from casework.clocks.queries import due_from, limits
from casework.clocks.rules.due_dates import DueDate, Span
from casework.rulebook.queries import working_calendar
from casework.rulebook.rules.dates import DateUnreadable, parse_date
from casework.rulebook.rules.parameters import RuleError

PLACE = re.compile(r"([0-9]{2}){0,3}")
MESSAGES = {
    "unreadable_date": "The date is written 2026-06-07, 2026/6/7 or 2026年6月7日.",
    "impossible_date": "There is no such day.",
    "unreadable_place": "The place is a division code of two, four or six digits, like 350203.",
    "unreadable_pause": "A pause is A..B, the first and the last day that is not counted; only limits that run on have one.",
    "unreadable_line": "A line is RULE DATE, or RULE DATE CODE.",
    "date_out_of_range": "The due date would lie beyond the year 9999.",
    "calendar_unavailable": "The calendar could not be read from the database.",
}


class Unanswerable(Exception):
    """A question that has no answer, with a stable code."""

    def __init__(self, code: str, message: str = ""):
        super().__init__(message or MESSAGES[code])
        self.code = code


class Command(BaseCommand):
    help = "Compute a due date, or one for each line RULE DATE [CODE] of standard input when - is given."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("lines", nargs="?", choices=["-"], help="- to read lines RULE DATE [CODE]")
        parser.add_argument("--rule", default="", help=f"one of {', '.join(limits())}")
        parser.add_argument("--from", dest="started_on", default="", help="the day the period starts from")
        parser.add_argument("--place", default="", help="division code; the nearest place's rule is used")
        parser.add_argument("--person", default="taiwan", help="mainland, taiwan, hong_kong, macao or foreign")
        parser.add_argument(
            "--paused",
            action="append",
            default=[],
            metavar="A..B",
            help="days that are not counted, from A to B, both included; may be given several times",
        )
        parser.add_argument("--json", action="store_true", help="answer one JSON object; always so for standard input")

    def handle(self, *args, lines, rule, started_on, place, person, paused, json, **options):
        answerer = Answerer(person, paused)
        if lines:
            for line in sys.stdin.buffer:
                self.stdout.write(answerer.answer_line(line.decode("utf-8", errors="replace")))
                self.stdout.flush()
            return
        try:
            found = answerer.answer(rule, started_on, place)
        except Unanswerable as error:
            if not json:
                raise CommandError(str(error), returncode=2) from error
            self.stdout.write(error_as_json(error))
            sys.exit(2)
        self.stdout.write(as_json(found) if json else as_text(found))


class Answerer:
    """Answers questions about due dates; reads the calendar once, and only when a question needs it."""

    def __init__(self, person: str, paused: Sequence[str] = ()):
        self.person, self.paused = person, paused
        self.calendar = None

    def answer(self, rule: str, started_on: str, place: str) -> DueDate:
        """The due date. Raises Unanswerable with a code and a message."""
        if not PLACE.fullmatch(place):
            raise Unanswerable("unreadable_place")
        try:
            start = parse_date(started_on)
            spans = [_span(text) for text in self.paused]
            return due_from(rule, start, place=place, person=self.person, paused=spans, calendar=self._calendar())
        except DateUnreadable as error:
            raise Unanswerable(error.code) from error
        except RuleError as error:
            raise Unanswerable(error.code, str(error)) from error
        except OverflowError as error:
            raise Unanswerable("date_out_of_range") from error
        except ValueError as error:
            raise Unanswerable("unreadable_pause") from error

    def answer_line(self, line: str) -> str:
        """One line of JSON for one line RULE DATE [CODE]; an error is an answer too."""
        try:
            # A mark of byte order may begin any line: files are put together from files.
            parts = line.strip("\ufeff").split()
            if len(parts) not in (2, 3):
                raise Unanswerable("unreadable_line")
            return as_json(self.answer(parts[0], parts[1], parts[2] if len(parts) == 3 else ""))
        except Unanswerable as error:
            return error_as_json(error)

    def _calendar(self):
        if self.calendar is None:
            try:
                self.calendar = working_calendar()
            except DatabaseError as error:
                raise Unanswerable("calendar_unavailable") from error
        return self.calendar


def _span(text: str) -> Span:
    """The days of A..B. Raises DateUnreadable, ValueError without two days."""
    first, last = text.split("..")
    return parse_date(first), parse_date(last)


def as_json(found: DueDate) -> str:
    """One line of JSON in ASCII, so that it prints on any terminal."""
    answer = {"nominal": found.nominal_on.isoformat(), "legal": found.legal_on.isoformat()}
    return json.dumps(answer | {"provisional": found.provisional, "source": found.source, "status": found.status})


def as_text(found: DueDate) -> str:
    """The same for a reader."""
    doubt = ", provisional: the calendar of that year is not published yet" if found.provisional else ""
    return f"{found.legal_on} (nominal {found.nominal_on}{doubt}); {found.source} [{found.status}]"


def error_as_json(error: Unanswerable) -> str:
    return json.dumps({"error": error.code, "message": str(error)})
