"""The arrangement of a year as somebody pastes it, and what is wrong with it, line by line and as a whole.

One line a day or a break: `2027-02-06` or `2027-02-06 .. 2027-02-12`, then what it is, in any of the three languages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.dates import DateUnreadable, parse_date
from casework.rulebook.rules.working_days import (
    STATUTORY,
    SWAPPED_REST,
    WORKING_WEEKEND,
    FixedDay,
    load_fixed_days,
    load_statutory_counts,
)

WORDS = {
    STATUTORY: ("statutory", "statutory holiday", "法定", "法定节假日", "法定節假日", "法定假日", "节假日", "節假日"),
    SWAPPED_REST: ("rest", "swapped_rest", "swapped rest day", "放假", "调休", "調休", "补休", "補休", "休息", "休"),
    WORKING_WEEKEND: ("work", "working_weekend", "working weekend day", "上班", "补班", "補班", "班", "工作日"),
}
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words}
MOST_LINES, LONGEST_LINE, LONGEST_BREAK = 200, 200, 15
_RANGE = re.compile(r"\s*(?:\.\.+|…|~|～|至|到|—+|–|\s-\s)\s*")
_SPLIT = re.compile(r"^(?P<days>.*\d日?)[\s,，;；:：]*(?P<kind>\D+)$")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a code, the line it stands in (0 for the year as a whole), what it is about."""

    code: str
    line: int = 0
    about: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Reading:
    """The days that could be read, by date, and every problem."""

    days: dict[date, str]
    problems: tuple[Problem, ...]


def read_lines(text: str, year: int) -> Reading:
    """Read a pasted arrangement. Every wrong line is named; what could be read is kept."""
    days: dict[date, str] = {}
    problems: list[Problem] = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return Reading({}, (Problem("too_many_lines", wanted=str(MOST_LINES)),))
    for number, raw in enumerate(lines, start=1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        try:
            for day, kind in _days_of(line, number, year):
                if day in days:
                    raise _Wrong(Problem("day_twice", number, day.isoformat()))
                days[day] = kind
        except _Wrong as wrong:
            problems.append(wrong.problem)
    return Reading(dict(sorted(days.items())), tuple(problems))


class _Wrong(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def _days_of(line: str, number: int, year: int) -> Iterator[tuple[date, str]]:
    found = _SPLIT.match(line) if len(line) <= LONGEST_LINE else None
    if found is None:
        raise _Wrong(Problem("line_unreadable", number, line[:60]))
    kind = KIND_OF.get(" ".join(found["kind"].split()).lower())
    if kind is None:
        raise _Wrong(Problem("kind_unknown", number, found["kind"].strip()[:40]))
    first, last = _ends(found["days"], number)
    if last < first or (last - first).days >= LONGEST_BREAK:
        raise _Wrong(Problem("range_wrong", number, found["days"].strip(), str(LONGEST_BREAK)))
    for offset in range((last - first).days + 1):
        yield _checked(first + timedelta(days=offset), kind, number, year), kind


def _ends(text: str, number: int) -> tuple[date, date]:
    parts = _RANGE.split(text.strip())
    if len(parts) > 2:
        raise _Wrong(Problem("line_unreadable", number, text[:60]))
    try:
        ends = [parse_date(part) for part in parts]
    except DateUnreadable as problem:
        raise _Wrong(Problem(problem.code, number, text.strip()[:60])) from None
    return ends[0], ends[-1]


def _checked(day: date, kind: str, number: int, year: int) -> date:
    if day.year != year:
        raise _Wrong(Problem("other_year", number, day.isoformat(), str(year)))
    if kind == WORKING_WEEKEND and day.weekday() < 5:
        raise _Wrong(Problem("not_a_weekend", number, day.isoformat()))
    return day


def problems_of_year(days: Mapping[date, str], year: int) -> Iterator[Problem]:
    """What a whole year lacks: the days fixed by law, and the number of statutory days the law gives."""
    fixed = [day for day in _fixed_days(load_fixed_days(), year) if days.get(day) != STATUTORY]
    for day in fixed:
        yield Problem("fixed_day_missing", about=day.isoformat())
    statutory = sum(kind == STATUTORY for kind in days.values())
    wanted = load_statutory_counts().get(year)
    # One fewer where Mid-Autumn or Dragon Boat falls on a day that is a holiday anyway.
    if wanted is not None and not fixed and statutory not in (wanted, wanted - 1):
        yield Problem("statutory_days", about=str(statutory), wanted=str(wanted))


def is_balanced(days: Mapping[date, str]) -> bool:
    """Whether the weekdays off are made up for: by worked weekends and by statutory days that fall on weekends."""
    off = sum(kind == SWAPPED_REST and day.weekday() < 5 for day, kind in days.items())
    worked = sum(kind == WORKING_WEEKEND for kind in days.values())
    return off == worked + sum(kind == STATUTORY and day.weekday() >= 5 for day, kind in days.items())


def _fixed_days(fixed: Iterable[FixedDay], year: int) -> list[date]:
    return [date(year, each.month, each.day) for each in fixed if each.from_year <= year]


def as_lines(days: Mapping[date, str], words: Mapping[str, str]) -> str:
    """The days as lines that read back as the same, breaks joined; `words` gives the word for each kind."""
    runs: list[tuple[date, date, str]] = []
    for day, kind in sorted(days.items()):
        if runs and kind == runs[-1][2] and day == runs[-1][1] + timedelta(days=1):
            runs[-1] = (runs[-1][0], day, kind)
        else:
            runs.append((day, day, kind))
    return "\n".join(
        f"{first} {words[kind]}" if first == last else f"{first} .. {last} {words[kind]}" for first, last, kind in runs
    )
