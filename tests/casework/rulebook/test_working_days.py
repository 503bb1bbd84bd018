from collections import Counter
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.rule_files import RuleFileError
from casework.rulebook.rules.working_days import (
    build_calendar,
    calendar_table,
    load_years,
)
from tests.calendars import calendar_of_the_file

CALENDAR = calendar_of_the_file()
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 1))


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_an_independent_calendar(year):
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    differing = [d for d in days if d.year == year and CALENDAR.is_rest_day(d) != chinese_calendar.is_holiday(d)]
    assert differing == []


@pytest.mark.parametrize(("year", "statutory"), [(2024, 11), (2025, 13), (2026, 13), (2027, 13)])
def test_number_of_statutory_days_is_that_of_the_law(year, statutory):
    record = next(y for y in load_years() if y.year == year)
    assert Counter(d.kind for d in record.days)["statutory"] == statutory


def test_only_2027_is_unpublished_and_says_why():
    unpublished = [y for y in load_years() if not y.published]
    assert [y.year for y in unpublished] == [2027]
    assert "2027 had not been found" in unpublished[0].source
    assert {d.kind for d in unpublished[0].days} == {"statutory"}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2026-01-04", False),  # Sunday worked
        ("2026-02-14", False),  # Saturday worked before Spring Festival
        ("2026-02-23", True),  # Monday, swapped rest
        ("2026-02-24", False),
        ("2026-11-07", True),  # ordinary Saturday
        ("2027-02-08", True),  # Monday, statutory though 2027 is unpublished
        ("2027-02-09", False),
        ("2028-05-02", True),  # no record of 2028 at all: the fixed days are still known
        ("2024-05-02", True),
        ("2023-05-02", False),  # the second Labour Day holiday began in 2025 and 2023 has no record
        ("2023-10-02", True),
    ],
)
def test_rest_days(text, rest):
    assert CALENDAR.is_rest_day(day(text)) is rest


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-09", 0, "2026-11-09"),
        ("2026-11-06", 1, "2026-11-09"),  # Friday to Monday
        ("2026-02-13", 1, "2026-02-14"),  # a worked Saturday counts
        ("2026-02-13", 2, "2026-02-24"),  # then the whole Spring Festival is skipped
        ("2026-09-24", 1, "2026-09-28"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-08", 2, "2026-10-10"),  # Friday, then a worked Saturday
        ("2024-02-09", 5, "2024-02-22"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-10-03", 1, "2026-10-08"),  # from a rest day
    ],
)
def test_add_working_days(start, count, end):
    assert CALENDAR.add_working_days(day(start), count) == day(end)


def test_a_negative_number_of_working_days_is_refused():
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2026, 1, 1), -1)


@pytest.mark.parametrize(
    ("text", "everything", "breaks_only"),
    [
        ("2026-11-08", "2026-11-09", "2026-11-08"),  # ordinary Sunday
        ("2026-10-01", "2026-10-08", "2026-10-08"),
        ("2026-02-19", "2026-02-24", "2026-02-24"),
        ("2026-05-09", "2026-05-09", "2026-05-09"),  # worked Saturday
        ("2027-01-01", "2027-01-04", "2027-01-02"),
    ],
)
def test_roll_forward(text, everything, breaks_only):
    assert CALENDAR.roll_forward(day(text)) == day(everything)
    assert CALENDAR.roll_forward(day(text), past_weekends=False) == day(breaks_only)


@pytest.mark.parametrize(
    ("first", "last", "provisional"),
    [
        ("2024-01-01", "2026-12-31", False),
        ("2026-12-31", "2027-01-01", True),
        ("2023-12-31", "2024-01-02", True),
        ("2026-01-01", "2028-01-01", True),
    ],
)
def test_provisional_when_an_unpublished_year_is_touched(first, last, provisional):
    assert CALENDAR.is_provisional(day(first), day(last)) is provisional


def test_a_calendar_built_from_stored_rows_knows_the_fixed_days():
    calendar = build_calendar([2026], {date(2026, 1, 4): "working_weekend"})
    assert not calendar.is_rest_day(date(2026, 1, 4))
    assert calendar.is_rest_day(date(2027, 10, 3))
    assert not calendar.is_published(2027)


def test_a_fixed_day_forgotten_in_a_published_year_is_still_a_holiday():
    assert build_calendar([2030], {}).kind_of(date(2030, 10, 2)) == "statutory"


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_steps_is_adding_at_once(start, first, second):
    in_steps = CALENDAR.add_working_days(CALENDAR.add_working_days(start, first), second)
    assert in_steps == CALENDAR.add_working_days(start, first + second)


@given(DAYS)
def test_rolling_lands_on_the_nearest_working_day(start):
    rolled = CALENDAR.roll_forward(start)
    assert not CALENDAR.is_rest_day(rolled)
    assert all(CALENDAR.is_rest_day(start + timedelta(days=n)) for n in range((rolled - start).days))


def test_the_calendar_can_be_printed_with_sources():
    rows = calendar_table(load_years()).rows
    kinds = {row[0]: row[1:4] for row in rows}
    assert kinds["2026-02-14"] == ("working_weekend", "Spring Festival", "春节")
    assert all(row[4] and row[5] for row in rows)


YEAR = """format = "table"
[names.day]
zh_hans = "日"
zh_hant = "日"
en = "Day"
[[years]]
year = 2026
published = true
source = "A notice"
status = "stated"
checked = 2026-11-21
days = [{ from = 2026-01-03, kind = "working_weekend", name = "day" }]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2026-01-03", "2026-01-05", "must be a Saturday or Sunday"),
        ("2026-01-03", "2025-01-04", "a day of 2026"),
        ('kind = "working_weekend"', 'kind = "bridge_day"', "one of statutory, swapped_rest, working_weekend"),
        ('status = "stated"', 'status = "sure"', "one of assumed, inferred, reported, stated"),
        ('name = "day"', 'name = "night"', "one of day"),
        ("published = true", 'published = "yes"', "true or false"),
        ("year = 2026", "year = '2026'", "a whole number"),
        ('source = "A notice"', "", "missing key source"),
        ("from = 2026-01-03", "from = 2026-01-04, until = 2026-01-03", "not before from"),
        ("days = [", 'days = [{ from = 2026-01-03, kind = "statutory", name = "day" }, ', "each day only once"),
    ],
)
def test_a_malformed_year_is_refused_by_name(tmp_path, old, new, says):
    path = tmp_path / "calendar_days.toml"
    path.write_text(YEAR.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleFileError, match=says) as error:
        load_years(path)
    assert str(path) in str(error.value)


def test_the_unbroken_year_is_read(tmp_path):
    path = tmp_path / "calendar_days.toml"
    path.write_text(YEAR, encoding="utf-8")
    assert [d.day for d in load_years(path)[0].days] == [date(2026, 1, 3)]
