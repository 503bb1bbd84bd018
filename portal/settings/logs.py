"""Log lines: one JSON object a line, with the request id and without personal data."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg

from casework.requests.request_id import current_request_id

# Anything that could be an identity number is blotted out, whatever code logged it.
_NUMBERS = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Za-z]?[0-9]{7,17}[0-9Xx]?(?![0-9A-Za-z-])")
# What a server adds to an error: a failing row, a key and its value, the statement. Also where a text was quoted by repr.
_SERVER_DETAIL = re.compile(r"(?:DETAIL|CONTEXT|STATEMENT|QUERY|LINE \d+): .*?(?=\\n|[\"\']\)|\n|$)")
BLOT = "········"


class JsonLines(logging.Formatter):
    """Formats a record as one JSON line; line breaks in the message cannot forge a second line."""

    def format(self, record: logging.LogRecord) -> str:
        raised = list(_chain(record.exc_info[1])) if record.exc_info and record.exc_info[0] else []
        raised += [found for argument in _arguments(record) for found in _chain(argument)]
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current_request_id(),
            "message": without_rows(record.getMessage(), raised),
        }
        if record.exc_info and record.exc_info[0]:
            line["trace"] = without_rows(self.formatException(record.exc_info), raised)
        return json.dumps(line, ensure_ascii=False)


def without_rows(text: str, raised: list[BaseException]) -> str:
    """A text for the log: what a database wrote about a failing row is replaced by its code and the names of the schema.

    A message of the server may quote any value it was sent, in the language of the server; so none of it is kept.
    """
    for problem in raised:
        if isinstance(problem, psycopg.Error) and problem.sqlstate and str(problem):
            said = str(problem)
            for form in (said, repr(said)[1:-1], *said.splitlines()):
                if form.strip():
                    text = text.replace(form, _code(problem))
    return _NUMBERS.sub(BLOT, _SERVER_DETAIL.sub(BLOT, text))


def _code(problem: psycopg.Error) -> str:
    """What happened, in the words of the schema: SQLSTATE 23505 UniqueViolation table=… constraint=…."""
    places = {name: getattr(problem.diag, f"{name}_name") for name in ("table", "column", "constraint")}
    words = " ".join(f"{name}={place}" for name, place in places.items() if place)
    return f"SQLSTATE {problem.sqlstate} {type(problem).__name__} {words}".strip()


def _chain(problem: object) -> Iterator[BaseException]:
    """An exception with all that it was raised from or while handling."""
    seen: set[int] = set()
    waiting = [problem]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__]


def _arguments(record: logging.LogRecord) -> list[object]:
    arguments = record.args or ()
    return list(arguments.values()) if isinstance(arguments, dict) else list(arguments)


def logging_settings(level: str) -> dict:
    """Django's LOGGING: everything to standard error as JSON lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "portal.settings.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
    }
