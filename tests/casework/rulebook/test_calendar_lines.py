"""A year as it is pasted: every form of a line, every wrong line named, what a whole year lacks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.calendar_lines import as_lines, is_balanced, problems_of_year, read_lines
from casework.rulebook.rules.working_days import KINDS, STATUTORY, SWAPPED_REST, WORKING_WEEKEND, load_years

WORDS = {STATUTORY: "法定节假日", SWAPPED_REST: "放假", WORKING_WEEKEND: "上班"}
DAY = date(2027, 2, 6)


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("2027-02-06 statutory", {DAY: STATUTORY}),
        ("2027-2-6,放假", {DAY: SWAPPED_REST}),
        ("2027年2月6日（放假）".replace("（", " ").replace("）", ""), {DAY: SWAPPED_REST}),
        ("2027年2月6日 上班", {DAY: WORKING_WEEKEND}),
        ("2027/2/6\t補班", {DAY: WORKING_WEEKEND}),
        ("2027-02-06 .. 2027-02-07 Rest", {DAY: SWAPPED_REST, DAY + timedelta(1): SWAPPED_REST}),
        ("2027年2月6日至2027年2月7日 调休", {DAY: SWAPPED_REST, DAY + timedelta(1): SWAPPED_REST}),
        ("２０２７-02-06 ～ 2027-02-07 放假", {DAY: SWAPPED_REST, DAY + timedelta(1): SWAPPED_REST}),
        ("2027-02-06 - 2027-02-06 rest", {DAY: SWAPPED_REST}),
        ("  # a remark", {}),
        ("2027-02-06 rest # Spring Festival", {DAY: SWAPPED_REST}),
    ],
)
def test_a_line_in_each_form(line, days):
    found = read_lines(line, 2027)
    assert (found.days, found.problems) == (days, ())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Spring Festival", "line_unreadable"),
        ("2027-02-06", "line_unreadable"),
        ("06/02/2027 rest", "unreadable_date"),
        ("2027-02-30 rest", "impossible_date"),
        ("2027-02-06 party", "kind_unknown"),
        ("2031-01-01 rest", "other_year"),
        ("20300-01-01 rest", "unreadable_date"),
        ("2027-02-09 work", "not_a_weekend"),
        ("2027-02-07 .. 2027-02-06 rest", "range_wrong"),
        ("2027-01-01 .. 2027-12-31 rest", "range_wrong"),
        ("x" * 5000, "line_unreadable"),
    ],
)
def test_a_wrong_line_is_named(line, code):
    found = read_lines(f"2027-01-01 statutory\n{line}", 2027)
    assert [(problem.code, problem.line) for problem in found.problems] == [(code, 2)]
    assert found.days == {date(2027, 1, 1): STATUTORY}


def test_a_day_twice_and_a_book():
    assert [p.code for p in read_lines("2027-02-06 rest\n2027-2-6 rest", 2027).problems] == ["day_twice"]
    assert [p.code for p in read_lines("\n" * 500 + "x", 2027).problems] == ["too_many_lines"]


def test_a_year_needs_its_statutory_days():
    codes = [problem.code for problem in problems_of_year({}, 2028)]
    assert codes == ["fixed_day_missing"] * 6
    fixed = {date(2028, month, day): STATUTORY for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
    assert [problem.code for problem in problems_of_year(fixed, 2028)] == ["statutory_days"]


@pytest.mark.parametrize("year", [record for record in load_years() if record.published], ids=lambda year: year.year)
def test_the_published_years_hold_and_read_back(year):
    days = {record.day: record.kind for record in year.days}
    assert not list(problems_of_year(days, year.year)) and is_balanced(days)
    assert read_lines(as_lines(days, WORDS), year.year).days == days


@given(st.dictionaries(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.sampled_from(KINDS), max_size=40))
def test_what_is_written_reads_back(days):
    days = {day: kind for day, kind in days.items() if kind != WORKING_WEEKEND or day.weekday() >= 5}
    found = read_lines(as_lines(days, WORDS), 2027)
    wrong = {problem.code for problem in found.problems}
    assert (found.days == dict(sorted(days.items())) and not wrong) or wrong == {"range_wrong"}


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    found = read_lines(text, 2027)
    assert all(day.year == 2027 for day in found.days)
