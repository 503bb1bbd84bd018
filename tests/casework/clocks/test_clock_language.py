"""Months and years, first days that count, limits counted back from an event, and days that are not counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clocks.rules.due_dates import NoTimeLimit, add_months, due_date, merged, plain_last_day
from casework.rulebook.rules.parameters import all_rules
from casework.rulebook.rules.rule_records import Rule, Value
from tests.calendars import calendar_of_the_file

CALENDAR = calendar_of_the_file()
RULES = all_rules()


def limit(number, unit, counted="first_day_excluded"):
    value = Value(
        place="",
        applies_to=(),
        starts=None,
        from_=date.min,
        until=None,
        value=number,
        source="A source",
        status="stated",
        checked=date(2026, 11, 28),
    )
    return Rule(
        id="casework.test", zh_hans="期限", zh_hant="期限", en="limit", unit=unit, counted=counted, values=(value,)
    )


def due(rule, start, **more):
    return due_date(rule, date.fromisoformat(start), calendar=CALENDAR, rules=RULES, **more)


def span(text):
    first, last = text.split("..")
    return date.fromisoformat(first), date.fromisoformat(last)


FORWARD = [
    # number, unit, counted, start, nominal, legal
    (1, "months", "first_day_excluded", "2026-03-10", "2026-04-10", "2026-04-10"),
    (1, "months", "first_day_excluded", "2026-01-31", "2026-02-28", "2026-02-28"),  # no 31 February; a worked Saturday
    (1, "months", "first_day_excluded", "2024-01-31", "2024-02-29", "2024-02-29"),  # leap year
    (6, "months", "first_day_excluded", "2026-04-01", "2026-10-01", "2026-10-08"),  # National Day
    (12, "months", "first_day_excluded", "2024-02-29", "2025-02-28", "2025-02-28"),
    (2, "years", "first_day_excluded", "2024-02-29", "2026-02-28", "2026-02-28"),
    (0, "months", "first_day_excluded", "2026-03-10", "2026-03-10", "2026-03-10"),
    (1, "months", "first_day_included", "2026-03-10", "2026-04-09", "2026-04-09"),
    (1, "months", "first_day_included", "2026-01-31", "2026-02-28", "2026-02-28"),  # no 31 February: its end
    (1, "years", "first_day_included", "2024-02-29", "2025-02-28", "2025-02-28"),
    (5, "calendar_days", "first_day_included", "2026-03-09", "2026-03-13", "2026-03-13"),
    (0, "calendar_days", "first_day_excluded", "2026-03-09", "2026-03-09", "2026-03-09"),
    (5, "working_days", "first_day_included", "2026-03-09", "2026-03-13", "2026-03-13"),
    (5, "working_days", "first_day_included", "2026-03-07", "2026-03-13", "2026-03-13"),  # begins on a Saturday
    (0, "working_days", "first_day_excluded", "2026-03-09", "2026-03-09", "2026-03-09"),
]


@pytest.mark.parametrize(("number", "unit", "counted", "start", "nominal", "legal"), FORWARD)
def test_forward(number, unit, counted, start, nominal, legal):
    found = due(limit(number, unit, counted), start)
    assert (found.nominal_on.isoformat(), found.legal_on.isoformat(), found.backward) == (nominal, legal, False)


BACK = [
    (3, "months", "2026-12-31", "2026-09-30", "2026-09-30"),
    (3, "months", "2026-05-31", "2026-02-28", "2026-02-28"),  # a worked Saturday
    (3, "months", "2027-01-03", "2026-10-03", "2026-09-30"),  # National Day: the working day before the break
    (1, "years", "2026-02-28", "2025-02-28", "2025-02-28"),
    (30, "calendar_days", "2026-10-15", "2026-09-15", "2026-09-15"),
    (10, "calendar_days", "2026-10-14", "2026-10-04", "2026-09-30"),
    (5, "working_days", "2026-10-12", "2026-09-29", "2026-09-29"),  # 10 October is worked
    (0, "working_days", "2026-10-12", "2026-10-12", "2026-10-12"),
]


@pytest.mark.parametrize(("number", "unit", "event", "nominal", "legal"), BACK)
def test_back_from_an_event(number, unit, event, nominal, legal):
    found = due(limit(number, unit, "before"), event)
    assert (found.nominal_on.isoformat(), found.legal_on.isoformat(), found.backward) == (nominal, legal, True)
    assert found.status == ("stated" if nominal == legal else "assumed")


def test_a_day_before_an_event_may_be_said_to_stay():
    back = RULES["casework.deadline_rollback"]
    rules = {**RULES, back.id: replace(back, values=(replace(back.values[0], value="stays", status="stated"),))}
    found = due_date(limit(3, "months", "before"), date(2027, 1, 3), calendar=CALENDAR, rules=rules)
    assert (found.legal_on, found.status) == (date(2026, 10, 3), "stated")


@pytest.mark.parametrize(("event", "provisional"), [("2027-01-08", True), ("2026-12-31", False)])
def test_a_date_counted_back_is_provisional_by_the_days_it_was_counted_over(event, provisional):
    assert due(limit(5, "working_days", "before"), event).provisional is provisional


PAUSED = [
    # number, unit, start, pauses, nominal
    (30, "calendar_days", "2026-03-02", ["2026-03-10..2026-03-14"], "2026-04-06"),
    (30, "calendar_days", "2026-03-02", ["2026-02-01..2026-03-04"], "2026-04-03"),  # two of its days are counted ones
    (30, "calendar_days", "2026-03-02", ["2026-04-02..2026-04-09"], "2026-04-01"),  # after the end
    (30, "calendar_days", "2026-03-02", ["2026-04-01..2026-04-03"], "2026-04-04"),  # the last day itself
    (30, "calendar_days", "2026-03-02", ["2026-03-30..2026-03-31", "2026-04-02..2026-04-03"], "2026-04-05"),
    (30, "calendar_days", "2026-03-02", ["2026-03-10..2026-03-14", "2026-03-12..2026-03-16"], "2026-04-08"),
    (1, "months", "2026-03-10", ["2026-03-20..2026-03-24"], "2026-04-15"),
    (10, "working_days", "2026-03-02", ["2026-03-05..2026-03-09"], "2026-03-19"),  # a weekend lies in it
    (10, "working_days", "2026-03-02", ["2026-03-16..2026-03-16"], "2026-03-17"),
    (10, "working_days", "2026-03-02", ["2026-03-03..2026-03-06", "2026-03-09..2026-03-13"], "2026-03-27"),
]


@pytest.mark.parametrize(("number", "unit", "start", "pauses", "nominal"), PAUSED)
def test_days_of_a_pause_are_not_counted(number, unit, start, pauses, nominal):
    found = due(limit(number, unit), start, paused=[span(text) for text in pauses])
    assert found.nominal_on.isoformat() == nominal


def test_what_is_no_time_limit_says_so():
    with pytest.raises(NoTimeLimit, match="ends on no day"):
        due(limit(3, "hours"), "2026-03-02")
    for unit in ("hours", "working_days"):
        with pytest.raises(NoTimeLimit, match="without a calendar"):
            plain_last_day(limit(3, unit), date(2026, 3, 2))
    with pytest.raises(ValueError, match="counted back"):
        due(limit(3, "months", "before"), "2026-03-02", paused=[span("2026-01-01..2026-01-02")])
    with pytest.raises(ValueError, match="ends before"):
        merged([span("2026-01-02..2026-01-01")])
    for start, back in (("9999-06-01", "first_day_excluded"), ("0001-06-01", "before")):
        with pytest.raises(OverflowError):
            due(limit(12, "months", back), start)


DAYS = st.dates(date(2020, 1, 1), date(2026, 6, 1))


@given(
    DAYS,
    st.integers(0, 200),
    st.sampled_from(["calendar_days", "months", "years"]),
    st.sampled_from(["first_day_included", "first_day_excluded", "before"]),
)
def test_the_plain_last_day_needs_no_calendar(start, number, unit, counted):
    # Not back behind the first day on which a rule says what a closed last day does.
    asked = limit(number % {"calendar_days": 201, "months": 97, "years": 9}[unit], unit, counted)
    assert plain_last_day(asked, start) == due(asked, start.isoformat()).nominal_on


PAUSES = st.lists(st.tuples(st.integers(-20, 80), st.integers(0, 20)), max_size=4)


@given(DAYS, st.integers(0, 60), st.sampled_from(["calendar_days", "working_days"]), PAUSES)
def test_so_many_days_that_count_lie_in_the_period(start, number, unit, pauses):
    """Counted one by one: neither the first day nor a day of a pause counts, nor a rest day among working days."""
    spans = [(start + timedelta(days=at), start + timedelta(days=at + long)) for at, long in pauses]
    end = due_date(limit(number, unit), start, calendar=CALENDAR, rules=RULES, paused=spans).nominal_on
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    counted = [day for day in days if not any(a <= day <= b for a, b in spans)]
    if unit == "working_days":
        counted = [day for day in counted if not CALENDAR.is_rest_day(day)]
    assert len(counted) == number and (not days or counted[-1] == end)


@given(DAYS, st.integers(0, 30))
def test_so_many_working_days_stand_before_an_event(event, number):
    end = CALENDAR.subtract_working_days(event, number)
    between = [end + timedelta(days=n) for n in range((event - end).days)]
    assert sum(not CALENDAR.is_rest_day(day) for day in between) == number


@given(DAYS, st.integers(-200, 200))
def test_months_end_on_the_day_of_the_same_number_or_at_the_end_of_the_month(day, months):
    end = add_months(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)
