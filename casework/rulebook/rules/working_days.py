"""Working days of the mainland calendar: weekends, statutory days, swapped rest days and made-up working weekends.

A year whose arrangement has not been published yet is computed from weekends and the statutory days that are known,
and every answer that rests on it is provisional.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.rule_files import (
    LANGUAGES,
    check_code,
    check_date,
    check_keys,
    check_text,
    read_toml,
    require,
)
from casework.rulebook.rules.rule_records import STATUSES
from casework.rulebook.rules.rules_document import RuleTable

STATUTORY = "statutory"
SWAPPED_REST = "swapped_rest"
WORKING_WEEKEND = "working_weekend"
KINDS = (STATUTORY, SWAPPED_REST, WORKING_WEEKEND)
CALENDAR_FILE = Path(__file__).with_name("calendar_days.toml")
YEAR_KEYS = {"year", "published", "source", "status", "checked", "days"}
RANGE_KEYS = {"from", "until", "kind", "name"}
FIXED_KEYS = {"month", "day", "from_year", "name"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class DayRecord:
    """One day that differs from the plain week, with its name in three languages."""

    day: date
    kind: str
    zh_hans: str
    zh_hant: str
    en: str


@dataclass(frozen=True, kw_only=True)
class YearRecord:
    """The arrangement of one year: published by the State Council's office or not, with source and days."""

    year: int
    published: bool
    source: str
    status: str
    checked: date
    days: tuple[DayRecord, ...]


@dataclass(frozen=True, kw_only=True)
class FixedDay:
    """A statutory day that falls on the same date every year, so it is known before the year is published."""

    month: int
    day: int
    from_year: int
    source: str
    status: str


@dataclass(frozen=True)
class WorkCalendar:
    """What is known of rest days and working days. All methods are pure; days are plain dates."""

    published_years: frozenset[int]
    day_kinds: Mapping[date, str]
    fixed_days: tuple[FixedDay, ...] = field(default=())

    def is_published(self, year: int) -> bool:
        return year in self.published_years

    def kind_of(self, day: date) -> str | None:
        """The kind of a day that differs from the plain week, or None. A fixed statutory day needs no record."""
        return self.day_kinds.get(day) or (STATUTORY if self._is_fixed(day) else None)

    def is_rest_day(self, day: date) -> bool:
        """Whether offices rest: statutory or swapped rest day, or a weekend day that is not worked."""
        kind = self.kind_of(day)
        if kind is not None:
            return kind != WORKING_WEEKEND
        return day.weekday() >= 5

    def is_holiday(self, day: date) -> bool:
        """Whether a day belongs to a statutory or published break; an ordinary weekend does not."""
        return self.kind_of(day) in (STATUTORY, SWAPPED_REST)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.roll_forward(day + ONE_DAY)

    def add_working_days(self, start: date, days: int, *, uncounted: Sequence[tuple[date, date]] = ()) -> date:
        """The last day of a period of working days; the first day is not counted, made-up weekend days are, and the days
        of `uncounted` (from, to, both included) are not.

        Raises ValueError for a negative number, OverflowError past the year 9999.
        """
        if days < 0:
            raise ValueError("working days cannot be negative")
        end = start
        for _ in range(days):
            end = self.next_working_day(end)
            while span := next((span for span in uncounted if span[0] <= end <= span[1]), None):
                end = self.next_working_day(span[1])
        return end

    def subtract_working_days(self, start: date, days: int) -> date:
        """The last day that leaves so many working days before `start`, which is not counted itself.

        Raises ValueError for a negative number, OverflowError before the year 1.
        """
        if days < 0:
            raise ValueError("working days cannot be negative")
        end = start
        for _ in range(days):
            end = self.roll_back(end - ONE_DAY)
        return end

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to `last`, which is counted itself; none when it lies before."""
        return sum(not self.is_rest_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def roll_back(self, day: date) -> date:
        """`day`, or the last day before it that is no rest day."""
        while self.is_rest_day(day):
            day -= ONE_DAY
        return day

    def roll_forward(self, day: date, *, past_weekends: bool = True) -> date:
        """`day`, or the first day after it that is no rest day.

        Without `past_weekends` only statutory and published breaks move the day, ordinary weekends do not.
        """
        rests = self.is_rest_day if past_weekends else self.is_holiday
        while rests(day):
            day += ONE_DAY
        return day

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any day from first to last, both included, lies in a year that is not published."""
        return any(not self.is_published(year) for year in range(first.year, last.year + 1))

    def _is_fixed(self, day: date) -> bool:
        return any((f.month, f.day) == (day.month, day.day) and f.from_year <= day.year for f in self.fixed_days)


def build_calendar(published_years: Iterable[int], day_kinds: Mapping[date, str]) -> WorkCalendar:
    """A calendar from records kept elsewhere; the fixed statutory days come from the data file."""
    return WorkCalendar(frozenset(published_years), dict(day_kinds), _fixed_days())


@cache
def _fixed_days() -> tuple[FixedDay, ...]:
    # Read once: every page with a date builds a calendar.
    return load_fixed_days()


def load_years(path: Path = CALENDAR_FILE) -> tuple[YearRecord, ...]:
    """The years of the data file, one record per day. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    names = _parse_names(path, content.get("names", {}))
    years = tuple(_parse_year(path, table, names) for table in content.get("years", ()))
    require(path, len({year.year for year in years}) == len(years), "years", "each year only once")
    return years


def load_fixed_days(path: Path = CALENDAR_FILE) -> tuple[FixedDay, ...]:
    """The statutory days that fall on the same date every year. Raises RuleFileError."""
    fixed = read_toml(path)["fixed"]
    source, status = fixed["source"], check_code(path, "fixed: status", fixed["status"], STATUSES)
    for table in fixed["days"]:
        check_keys(path, "fixed: days", table, FIXED_KEYS, FIXED_KEYS)
    return tuple(
        FixedDay(month=t["month"], day=t["day"], from_year=t["from_year"], source=source, status=status)
        for t in fixed["days"]
    )


class StatutoryCounts:
    """How many statutory days the law gives a year."""

    def __init__(self, steps: Iterable[tuple[int, int]]):
        self.steps = sorted(steps)

    def get(self, year: int) -> int | None:
        """The number for a year, None before the first that is known."""
        return next((count for from_year, count in reversed(self.steps) if from_year <= year), None)


def load_statutory_counts(path: Path = CALENDAR_FILE) -> StatutoryCounts:
    """The numbers of statutory days by year. Raises RuleFileError."""
    table = read_toml(path)["statutory_counts"]
    check_code(path, "statutory_counts: status", table["status"], STATUSES)
    return StatutoryCounts((step["from_year"], step["count"]) for step in table["counts"])


def calendar_table(years: Iterable[YearRecord]) -> RuleTable:
    """The calendar as a table for the generated rules document."""
    rows = tuple(
        (day.day.isoformat(), day.kind, day.en, day.zh_hans, year.source, year.status)
        for year in years
        for day in sorted(year.days, key=lambda record: record.day)
    )
    return RuleTable("Working-day calendar", ("Day", "Kind", "English", "简体中文", "Source", "Status"), rows)


def _parse_names(path: Path, tables: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    for name, labels in tables.items():
        check_keys(path, f"names.{name}", labels, set(LANGUAGES), set(LANGUAGES))
    return tables


def _parse_year(path: Path, table: dict[str, Any], names: dict[str, dict[str, str]]) -> YearRecord:
    where = f"years, {table.get('year', 'without year')}"
    check_keys(path, where, table, YEAR_KEYS, YEAR_KEYS)
    require(path, type(table["year"]) is int, f"{where}: year", "a whole number")
    require(path, type(table["published"]) is bool, f"{where}: published", "true or false")
    days = tuple(record for entry in table["days"] for record in _parse_range(path, where, table["year"], entry, names))
    require(path, len({record.day for record in days}) == len(days), where, "each day only once")
    return YearRecord(
        year=table["year"],
        published=table["published"],
        source=check_text(path, f"{where}: source", table["source"]),
        status=check_code(path, f"{where}: status", table["status"], STATUSES),
        checked=check_date(path, f"{where}: checked", table["checked"]),
        days=days,
    )


def _parse_range(
    path: Path, where: str, year: int, entry: dict[str, Any], names: dict[str, dict[str, str]]
) -> Iterator[DayRecord]:
    check_keys(path, f"{where}: days", entry, RANGE_KEYS, RANGE_KEYS - {"until"})
    first = check_date(path, f"{where}: from", entry["from"])
    last = check_date(path, f"{where}: until", entry.get("until", first))
    require(path, first <= last, f"{where}: until = {last}", f"not before from = {first}")
    require(path, first.year == last.year == year, f"{where}: {first}", f"a day of {year}")
    kind = check_code(path, f"{where}: kind", entry["kind"], KINDS)
    labels = names[check_code(path, f"{where}: name", entry["name"], names)]
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        weekend = kind != WORKING_WEEKEND or day.weekday() >= 5
        require(path, weekend, f"{where}: {day}", "a working_weekend must be a Saturday or Sunday")
        yield DayRecord(day=day, kind=kind, **labels)
