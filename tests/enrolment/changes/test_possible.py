"""What stands against a change, as a table; and months as a proof of cover certifies them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.changes.rules.acts import table
from enrolment.changes.rules.months import Stretch, stretches
from enrolment.changes.rules.possible import CHECKS, OF_ANYBODY, OF_THE_DEAD, Period, Planned, Situation, against

ON = date(2026, 6, 10)
BORN = date(1990, 1, 1)
SINCE = Period(scheme="uebmi", starts_on=date(2024, 1, 1))
ENDED = Period(scheme="uebmi", starts_on=date(2024, 1, 1), ends_on=date(2026, 3, 31))
RESIDENT = Period(scheme="urrbmi", starts_on=date(2024, 1, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


CASES = [
    # act, day, enrolments, suspended from, what stands against it
    ("suspend", "2026-07-01", [SINCE], None, []),
    ("suspend", "2023-12-31", [SINCE], None, ["not_enrolled_that_day"]),
    ("suspend", "2024-01-01", [SINCE], None, []),
    ("suspend", "2026-06-01", [], None, ["not_enrolled"]),
    ("suspend", "2026-03-01", [ENDED], None, ["not_enrolled"]),
    ("suspend", "2026-07-01", [SINCE], "2026-01-01", ["suspended_already"]),
    ("suspend", "2027-06-11", [SINCE], None, []),
    ("suspend", "2027-06-12", [SINCE], None, ["too_far_ahead"]),
    ("resume", "2026-07-01", [SINCE], "2026-01-01", []),
    ("resume", "2026-01-01", [SINCE], "2026-01-01", []),
    ("resume", "2025-12-31", [SINCE], "2026-01-01", ["before_suspension"]),
    ("resume", "2026-07-01", [SINCE], None, ["not_suspended"]),
    ("end", "2026-06-30", [SINCE], None, []),
    ("end", "2026-06-30", [ENDED], None, ["not_enrolled"]),
    ("end", "2026-06-30", [SINCE], "2026-01-01", []),
    ("report_death", "2026-06-10", [SINCE], None, []),
    ("report_death", "2026-06-10", [], None, []),
    ("report_death", "2026-06-11", [SINCE], None, ["in_future"]),
    ("report_death", "1989-12-31", [SINCE], None, ["before_birth"]),
    ("change_scheme", "2026-07-01", [SINCE], None, []),
    ("change_scheme", "2024-01-01", [SINCE], None, ["scheme_begins_that_day"]),
    ("change_scheme", "2026-07-01", [], None, ["not_enrolled"]),
    ("retire", "2026-07-01", [SINCE], None, []),
    ("retire", "2026-07-01", [RESIDENT], None, ["not_an_employee"]),
    ("list_assistance", "2026-07-01", [RESIDENT], None, []),
    ("recognise_disease", "2026-07-01", [RESIDENT], None, []),
    ("draw_unemployment", "2026-07-01", [ENDED], None, ["not_enrolled"]),
]


@pytest.mark.parametrize(("act", "on_day", "enrolments", "suspended", "expected"), CASES)
def test_what_stands_against_a_change(act, on_day, enrolments, suspended, expected):
    now = Situation(born_on=BORN, enrolments=enrolments, suspended_from=day(suspended) if suspended else None)
    assert [one.code for one in against(now, Planned(act=act, day=day(on_day)), ON)] == expected


OUT = [("350100", "350203", []), ("350211", "350203", ["same_area"]), ("510100", "350203", [])]


@pytest.mark.parametrize(("area", "home", "expected"), OUT)
def test_a_transfer_goes_between_pooling_areas(area, home, expected):
    now = Situation(born_on=BORN, enrolments=[SINCE])
    planned = Planned(act="transfer_out", day=ON, area=area, home=home)
    assert [one.code for one in against(now, planned, ON)] == expected


NEW_HERE = Period(scheme="uebmi", starts_on=date(2026, 5, 1))
IN = [
    ("2023-01-01", "2026-04-30", []),
    ("2023-01-01", "2026-05-31", ["covered_here_then"]),
    ("2025-12-01", "2026-02-28", ["covered_here_then"]),
    ("2023-01-01", "2026-06-30", ["carried_not_over"]),
]


@pytest.mark.parametrize(("first", "last", "expected"), IN)
def test_nobody_is_covered_there_and_here_at_once(first, last, expected):
    paid = [Period(scheme="urrbmi", starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31))]
    now = Situation(born_on=BORN, enrolments=[NEW_HERE], paid=paid if first == "2025-12-01" else [])
    planned = Planned(
        act="transfer_in", day=ON, area="510100", home="350203", carried_from=day(first), carried_until=day(last)
    )
    assert [one.code for one in against(now, planned, ON)] == expected


def test_whoever_comes_is_enrolled_first():
    planned = Planned(act="transfer_in", day=ON, area="510100", home="350203")
    assert [one.code for one in against(Situation(born_on=BORN, enrolments=[ENDED]), planned, ON)] == ["enrol_first"]


@pytest.mark.parametrize("act", sorted(table().acts))
def test_nothing_is_changed_for_the_dead_or_on_a_merged_file(act):
    planned = Planned(act=act, day=ON, area="510100", home="350203")
    dead = Situation(born_on=BORN, died_on=date(2026, 5, 1), enrolments=[SINCE], suspended_from=date(2026, 1, 1))
    expected = [] if act in (*OF_THE_DEAD, *OF_ANYBODY) else [("has_died", {"day": "2026-05-01"})]
    assert [(one.code, one.values) for one in against(dead, planned, ON)] == expected
    merged = Situation(born_on=BORN, merged=True, enrolments=[SINCE], suspended_from=date(2026, 1, 1))
    assert [one.code for one in against(merged, planned, ON)] == ["file_merged"]


@pytest.mark.parametrize("act", OF_THE_DEAD)
def test_a_death_is_taken_back_or_corrected_only_where_the_file_says_one(act):
    living = Situation(born_on=BORN, enrolments=[SINCE])
    assert [one.code for one in against(living, Planned(act=act, day=ON), ON)] == ["not_dead"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-01", ["same_day"]),
        ("2026-05-02", []),
        ("2026-06-10", []),
        ("2026-06-11", ["in_future"]),
        ("1989-12-31", ["before_birth"]),
    ],
)
def test_the_right_day_of_death_is_another_one_between_birth_and_today(day, expected):
    dead = Situation(born_on=BORN, died_on=date(2026, 5, 1), enrolments=[SINCE])
    planned = Planned(act="correct_death", day=date.fromisoformat(day))
    assert [one.code for one in against(dead, planned, ON)] == expected


STANDS = [
    # kind on file, asked for, from, until, what stands against it
    ("assistance", "list_assistance", "2027-01-01", "2027-12-31", []),
    ("assistance", "list_assistance", "2026-12-31", "2027-12-31", ["stands_already"]),
    ("assistance", "draw_unemployment", "2026-12-31", "2027-05-31", []),
    ("disease", "recognise_disease", "2026-12-31", "2027-05-31", []),
    ("unemployment", "draw_unemployment", "2026-05-01", "2026-06-30", ["stands_already"]),
    ("assistance", "list_assistance", "2027-02-01", "2027-01-31", ["ends_before"]),
]


@pytest.mark.parametrize(("kind", "act", "first", "last", "expected"), STANDS)
def test_of_one_kind_one_holds_at_a_time_and_diseases_beside_each_other(kind, act, first, last, expected):
    held = [(kind, date(2026, 1, 1), date(2026, 12, 31))]
    now = Situation(born_on=BORN, enrolments=[SINCE], standings=held)
    planned = Planned(act=act, day=day(first), until=day(last), standing=table().acts[act].standing)
    assert [one.code for one in against(now, planned, ON)] == expected


def test_every_act_of_the_file_has_its_check():
    assert set(CHECKS) == set(table().acts)


def test_months_without_a_break_are_one_stretch():
    rows = [
        Period(scheme="uebmi", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)),
        Period(scheme="uebmi", starts_on=date(2024, 11, 1), ends_on=date(2024, 12, 31)),
        Period(scheme="uebmi", starts_on=date(2026, 2, 1), ends_on=date(2026, 12, 31)),
    ]
    assert stretches(rows, date(2026, 4, 15)) == [
        Stretch("uebmi", date(2024, 11, 1), date(2025, 12, 31)),
        Stretch("uebmi", date(2026, 2, 1), date(2026, 4, 15)),
    ]
    assert [one.months for one in stretches(rows, date(2026, 4, 15))] == [14, 3]
    assert stretches(rows, date(2024, 10, 31)) == []


MONTHS = st.integers(min_value=2020 * 12, max_value=2026 * 12)


@given(st.lists(st.tuples(MONTHS, st.integers(1, 9)), max_size=8), MONTHS)
def test_what_is_certified_lies_within_what_was_paid_and_touches_no_other(spans, last_month):
    rows, following = [], 0
    for first, length in sorted(spans):
        begin = max(first, following)
        starts, ends = date(begin // 12, begin % 12 + 1, 1), _last(begin + length - 1)
        rows.append(Period(scheme="uebmi", starts_on=starts, ends_on=ends))
        following = begin + length
    last_day = _last(last_month)
    found = stretches(rows, last_day)
    paid = {one.starts_on + timedelta(days=n) for one in rows for n in range((one.ends_on - one.starts_on).days + 1)}
    certified = {one.first + timedelta(days=n) for one in found for n in range((one.last - one.first).days + 1)}
    assert certified == {one for one in paid if one <= last_day}
    assert all(before.last + timedelta(days=1) < after.first for before, after in pairwise(found))


def _last(month: int) -> date:
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
