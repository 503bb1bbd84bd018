"""Log lines: one JSON object a line, with the request id and without personal data."""

import json
import logging
import re
from datetime import UTC, datetime

from casework.request_id import current_request_id

# Anything that could be an identity number is blotted out, whatever code logged it.
_NUMBERS = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Za-z]?[0-9]{7,17}[0-9Xx]?(?![0-9A-Za-z-])")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON line; line breaks in the message cannot forge a second line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current_request_id(),
            "message": _NUMBERS.sub("········", record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            frames = self.formatException(record.exc_info)
            line["trace"] = _NUMBERS.sub("········", frames)
        return json.dumps(line, ensure_ascii=False)


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
