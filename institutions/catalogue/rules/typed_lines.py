"""Lines of a bill as somebody types them to try the supervision rules: code, day, quantity, days supplied; one line each."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.numbers import read_number
from casework.rulebook.rules.dates import DateUnreadable, parse_date
from institutions.catalogue.rules.codes import read_code
from institutions.catalogue.rules.supervision import BilledLine

MOST_LINES, MOST_DAYS = 200, 366
LARGEST = Decimal(100_000)
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
# Stands for a day that is not told.
UNTOLD = "-"
_BY_COMMA = re.compile(r"\s*[,;、]\s*")
_MARKS = ",;、"
# Why a line is none, beside what is wrong with a code: each with a sentence in `words`.
PROBLEMS = ("no_day", "no_quantity", "no_days", "too_many_parts", "too_many_lines")


@dataclass(frozen=True)
class LineProblem:
    """What is wrong with a line: its number, a stable code, what was written."""

    number: int
    code: str
    value: str = ""


def read_lines(typed: str) -> tuple[list[BilledLine], list[LineProblem]]:
    """The lines that can be read and what is wrong with the others; blank ones count nothing. Never raises."""
    lines: list[BilledLine] = []
    problems: list[LineProblem] = []
    written = [(number, line) for number, line in enumerate(typed.splitlines(), start=1) if line.strip()]
    if len(written) > MOST_LINES:
        return [], [LineProblem(MOST_LINES + 1, "too_many_lines", str(MOST_LINES))]
    for number, line in written:
        parts = _parts(unicodedata.normalize("NFKC", line).strip())
        found = [*_wrong(parts)]
        problems += [LineProblem(number, code, value[:40]) for code, value in found]
        if not found:
            lines.append(_line(number, parts))
    return lines, problems


def _parts(line: str) -> list[str]:
    """What a line is made of. What stands behind the code parts the rest as well: with tabs or commas an empty cell is one that is
    not told, and never the next one's place; with tabs or blanks a comma lies within a figure."""
    if "\t" in line:
        parts = [cell.strip() for cell in line.split("\t")]
    elif any(mark in line.split()[0] or line.split()[1:2] == [mark] for mark in _MARKS):
        parts = [word for cell in _BY_COMMA.split(line) for word in cell.split() or [""]]
    else:
        parts = [word for part in line.split() if (word := part.strip(_MARKS))]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return parts


def _wrong(parts: list[str]) -> Iterator[tuple[str, str]]:
    code, day, quantity, days = (*parts[:4], *[""] * (4 - len(parts)))
    if problem := read_code(code).problem:
        yield problem, code
    if len(parts) > 4:
        yield "too_many_parts", parts[4]
    if day not in ("", UNTOLD) and _day(day) is None:
        yield "no_day", day
    if quantity and _quantity(quantity) is None:
        yield "no_quantity", quantity
    if days and not (days.isascii() and days.isdigit() and 0 < int(days[:6]) <= MOST_DAYS):
        yield "no_days", days


def _line(number: int, parts: list[str]) -> BilledLine:
    code, day, quantity, days = (*parts, *[""] * (4 - len(parts)))
    return BilledLine(
        number=number,
        code=read_code(code).text,
        on=_day(day) if day not in ("", UNTOLD) else None,
        quantity=_quantity(quantity) or Decimal(1),
        days=int(days) if days else None,
    )


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except DateUnreadable:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _quantity(text: str) -> Decimal | None:
    """A quantity above zero."""
    try:
        found = read_number(text)
    except FactsError:
        return None
    return found if 0 < found <= LARGEST else None
