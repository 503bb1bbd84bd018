"""What a bank answers to a payment file: a line an item. The layout is the portal's own: no bank's is known.

CSV in UTF-8 or GB 18030, a header line, then `position,reference,result,day,reason`: the position of the item in the file, the
reference it was sent with, `paid` or `returned`, the day it was booked or returned, and why it was returned in the bank's words.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

HEADER = ("position", "reference", "result", "day", "reason")
PAID, RETURNED = "paid", "returned"
LONGEST_REASON = 200


class AnswerUnreadable(ValueError):
    """The file is no answer; `code` says why, `line` where (0: the whole file)."""

    def __init__(self, code: str, line: int = 0):
        super().__init__(f"{code} at line {line}")
        self.code, self.line = code, line


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What became of one item; `reason` of a returned one."""

    position: int
    result: str
    day: date
    reason: str = ""


def read_answer(content: bytes, references: Mapping[int, str], *, sent_on: date, today: date) -> list[AnswerLine]:
    """The lines of an answer, each item at most once; `references` are those of the items by position, so that the answer of
    another batch is refused. Raises AnswerUnreadable for the first thing that is wrong: nothing of a file
    with a fault is booked."""
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error:
        raise AnswerUnreadable("broken_line", reader.line_num) from None
    if not lines or tuple(cell.strip().lower() for cell in lines[0]) != HEADER:
        raise AnswerUnreadable("no_header", 1)
    found: dict[int, AnswerLine] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        line, reference = _line(cells, number, sent_on, today)
        if line.position not in references:
            raise AnswerUnreadable("unknown_position", number)
        if reference != references[line.position]:
            raise AnswerUnreadable("other_batch", number)
        if line.position in found:
            raise AnswerUnreadable("position_twice", number)
        found[line.position] = line
    if not found:
        raise AnswerUnreadable("no_lines")
    return [found[position] for position in sorted(found)]


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise AnswerUnreadable("no_text")


def _line(cells: list[str], number: int, sent_on: date, today: date) -> tuple[AnswerLine, str]:
    if len(cells) != len(HEADER):
        raise AnswerUnreadable("wrong_columns", number)
    position, reference, result, day, reason = (cell.strip() for cell in cells)
    if not (position.isascii() and position.isdigit() and len(position) <= 6):
        raise AnswerUnreadable("unknown_position", number)
    if result not in (PAID, RETURNED):
        raise AnswerUnreadable("unknown_result", number)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise AnswerUnreadable("no_day", number) from None
    if not sent_on <= on <= today:
        raise AnswerUnreadable("impossible_day", number)
    if result == RETURNED and not (reason and reason.isprintable() and len(reason) <= LONGEST_REASON):
        raise AnswerUnreadable("no_reason", number)
    line = AnswerLine(position=int(position), result=result, day=on, reason=reason if result == RETURNED else "")
    return line, reference
