"""Whether somebody of the staff is qualified: codes, bands and marks as tables, every day against a second answer."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.clocks.rules.due_dates import due_date
from casework.names.rules.folding import fold_name
from casework.rulebook.rules.parameters import all_rules, rule_by_id
from institutions.staff_qualification.choices import Grade, StaffAct
from institutions.staff_qualification.rules.grades import BANDS, points_of
from institutions.staff_qualification.rules.marks import AT_ONCE, END_YEARS, ENDED_AT, SUSPENDED_AT, marks_of
from institutions.staff_qualification.rules.possible import ACTS, FIELDS, Situation, Wanted, against
from institutions.staff_qualification.rules.staff_codes import PROBLEMS, read_staff_code
from institutions.staff_qualification.rules.standing import Given, Post, points_by, standing_on
from institutions.staff_qualification.words import AGAINST, DOES, STATES
from institutions.staff_qualification.words import PROBLEMS as SENTENCES
from tests.calendars import calendar_of_the_file
from tests.institutions.staff_qualification import reference_of_staff as reference

MARKS_ON = marks_of("350203")
POST = Post(starts_on=date(2025, 1, 1), promised_on=date(2025, 1, 1))
ON = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("kind", "typed", "text", "problem"),
    [
        ("physician", "D350203000001", "D350203000001", ""),
        ("physician", " d 350203-000001", "D350203000001", ""),
        ("nurse", "N350203000001", "N350203000001", ""),
        ("pharmacist", "HY350203000001", "HY350203000001", ""),
        ("pharmacy_technician", "HJ350203000001", "HJ350203000001", ""),
        ("pharmacist", "HJ350203000001", "HJ350203000001", "wrong_letters"),
        ("physician", "DD50203000001", "DD50203000001", "wrong_letters"),
        ("nurse", "N35020300001", "N35020300001", "wrong_length"),
        ("nurse", "N35020300000X", "N35020300000X", "not_digits"),
        ("nurse", "N990203000001", "N990203000001", "wrong_division"),
        ("nurse", "", "", "empty"),
        ("bill_checker", "ABC123", "ABC123", ""),
        ("bill_checker", "AB_1", "AB_1", "wrong_form"),
    ],
)
def test_codes(kind, typed, text, problem):
    read = read_staff_code(typed, kind)
    assert (read.text, read.problem) == (text, problem)


def test_points_lie_in_their_bands():
    found = [points_of(least, grade) for least in BANDS for grade in Grade.values]
    assert found == list(range(1, 13))


def day(text):
    return date.fromisoformat(text)


def acts(*rows):
    return [Given(given_on=day(on), points=points, months=months) for on, points, months in rows]


@pytest.mark.parametrize(
    ("rows", "on", "state", "last"),
    [
        ((("2026-03-01", 8, None),), "2026-12-31", "qualified", None),
        ((("2026-03-01", 9, 2),), "2026-02-28", "qualified", None),
        ((("2026-03-01", 9, 2),), "2026-03-01", "suspended", "2026-04-30"),
        ((("2026-03-01", 9, 2),), "2026-04-30", "suspended", "2026-04-30"),
        ((("2026-03-01", 9, 2),), "2026-05-01", "qualified", None),
        # No months named, as when an earlier act comes later: the shortest.
        ((("2026-01-31", 9, None),), "2026-02-27", "suspended", "2026-02-27"),
        ((("2026-01-31", 9, None),), "2026-02-28", "qualified", None),
        # A year is over on 31 December; what began in it goes on.
        ((("2025-12-31", 8, None), ("2026-01-01", 8, None)), "2026-01-01", "qualified", None),
        ((("2025-12-31", 9, 6),), "2026-06-29", "suspended", "2026-06-29"),
        ((("2025-12-31", 9, 6),), "2026-06-30", "qualified", None),
        ((("2026-03-01", 6, None), ("2026-05-01", 6, None)), "2027-04-30", "ended", "2027-04-30"),
        ((("2026-03-01", 6, None), ("2026-05-01", 6, None)), "2027-05-01", "qualified", None),
        ((("2026-03-01", 12, None),), "2029-02-28", "ended", "2029-02-28"),
        ((("2026-03-01", 12, None),), "2029-03-01", "qualified", None),
        ((("2026-03-01", 9, 6), ("2026-04-01", 3, None)), "2026-05-01", "ended", "2027-03-31"),
    ],
)
def test_golden_days(rows, on, state, last):
    found = standing_on([POST], acts(*rows), day(on), MARKS_ON)
    assert (found.state, found.last) == (state, day(last) if last else None)
    assert found.settled is (state == "qualified")
    assert standing_on([POST], acts(*rows), day(on), MARKS_ON, emergency=True).settled


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ((("2026-03-01", 9, 6),), "reported"),
        # That several acts end it for one year is no text's: what is shown with it must say so.
        ((("2026-03-01", 6, None), ("2026-05-01", 6, None)), "assumed"),
        ((("2026-03-01", 12, None),), "reported"),
        ((("2026-03-01", 12, None), ("2026-04-01", 1, None)), "reported"),
    ],
)
def test_an_answer_is_as_sure_as_the_rule_that_says_how_long_it_lasts(rows, status):
    found = standing_on([POST], acts(*rows), day("2026-06-01"), MARKS_ON)
    assert found.status == status and found.source
    rests_on = {"suspended": (SUSPENDED_AT,), "ended": (ENDED_AT, END_YEARS if status == "assumed" else AT_ONCE)}
    assert all(rule_by_id(rule).value_for(on=ON, place="").source in found.source for rule in rests_on[found.state])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("某 医师", "某医师", True),
        ("Chen Hsiao-Ming", "CHEN  HSIAO-MING", True),
        ("ＣＨＥＮ", "Chen", True),
        ("阿依古丽·买买提", "阿依古丽•买买提", True),
        ("某医师", "某药师", False),
        ("陈小明", "陳小明", True),
    ],
)
def test_a_name_is_one_however_it_is_spaced_and_in_either_script(one, other, same):
    assert (fold_name(one) == fold_name(other)) is same


@pytest.mark.parametrize(
    ("post", "state"),
    [
        (POST, "qualified"),
        (Post(starts_on=ON, promised_on=ON, ends_on=ON), "qualified"),
        (Post(starts_on=date(2026, 1, 1), promised_on=date(2026, 6, 11)), "not_registered"),
        (Post(starts_on=date(2026, 6, 11), promised_on=date(2026, 1, 1)), "not_registered"),
        (Post(starts_on=date(2026, 1, 1), promised_on=date(2026, 1, 1), ends_on=date(2026, 6, 9)), "not_registered"),
    ],
)
def test_who_is_not_registered_is_not_qualified_and_no_emergency_helps(post, state):
    found = standing_on([post], [], ON, MARKS_ON)
    assert (found.state, found.settled) == (state, state == "qualified")
    assert standing_on([post], [], ON, MARKS_ON, emergency=True).settled is (state == "qualified")


DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
ACT = st.tuples(DAYS, st.integers(1, 12), st.none() | st.integers(1, 6))
POSTS = st.lists(st.tuples(DAYS, DAYS, st.none() | DAYS), max_size=3)


@given(st.lists(ACT, max_size=7), POSTS, st.dates(date(2024, 12, 1), date(2032, 1, 31)))
@example([(date(2025, 8, 31), 9, 6)], [], date(2026, 2, 28))
def test_every_day_is_answered_as_the_second_answer_says(rows, posts, on):
    rows = sorted(rows, key=lambda row: row[0])
    mine = [Given(given_on=when, points=points, months=months) for when, points, months in rows]
    held = [Post(starts_on=first, promised_on=promised, ends_on=last) for first, promised, last in posts]
    for asked in (on, *(row[0] + timedelta(days=number) for row in rows for number in (-1, 0, 30, 364))):
        assert standing_on(held, mine, asked, MARKS_ON).state == reference.state_of(rows, posts, asked)
        assert points_by(mine, asked) == reference.points_of(rows, asked)


KNOWN = ("given_already", "given_here", "stands", "told_on", "object_by")


def stands(act="give_points", given=(), given_on=ON, on=ON, **more):
    facts = {key: more.pop(key) for key in KNOWN if key in more}
    now = Situation(given=given, marks=MARKS_ON(ON), most_months=6, posted_from=date(2026, 1, 1), **facts)
    return against(now, Wanted(act=act, given_on=given_on, **more), on)


SEVEN = acts(("2026-02-01", 7, None))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"points": 3, "basis_on": ON}, []),
        ({"points": 3, "given_on": date(2026, 6, 11)}, ["in_the_future"]),
        ({"points": 3, "given_on": date(2025, 12, 31)}, ["before_the_post"]),
        ({"points": 3, "basis_on": date(2026, 6, 11)}, ["basis_later"]),
        ({"points": 3, "given_already": True}, ["given_already"]),
        ({"points": 2, "given": SEVEN}, ["months_missing"]),
        ({"points": 2, "given": SEVEN, "months": 6}, []),
        ({"points": 2, "given": SEVEN, "months": 7}, ["months_out_of_range"]),
        ({"points": 2, "months": 1}, ["months_not_asked"]),
        ({"points": 5, "given": SEVEN, "months": 1}, ["months_not_asked"]),
        ({"points": 5, "given": SEVEN}, []),
        ({"act": "object", "received_on": ON, "told_on": ON, "object_by": ON}, []),
        ({"act": "object", "received_on": ON, "stands": False}, ["not_standing"]),
        ({"act": "object", "received_on": ON, "given_here": False}, ["given_elsewhere"]),
        ({"act": "object", "received_on": ON, "told_on": date(2026, 6, 11)}, ["before_it_was_told"]),
        (
            {"act": "object", "received_on": ON, "told_on": date(2026, 5, 1), "object_by": date(2026, 6, 9)},
            ["too_late"],
        ),
    ],
)
def test_what_stands_against_points_and_objections(asked, expected):
    assert stands(**asked) == expected


@pytest.mark.parametrize(
    ("told", "by"), [("2026-06-10", "2026-06-25"), ("2026-09-24", "2026-10-15"), ("2026-02-09", "2026-02-28")]
)
def test_an_objection_is_taken_for_ten_working_days(told, by):
    rules = all_rules()
    found = due_date(rules["institutions.staff_objection"], day(told), calendar=calendar_of_the_file(), rules=rules)
    assert found.legal_on == day(by)


def test_everything_has_words():
    assert set(AGAINST) == set(FIELDS) and set(DOES) == set(ACTS) == set(StaffAct.values)
    assert set(SENTENCES) == set(PROBLEMS) and set(STATES) == {"qualified", "suspended", "ended", "not_registered"}
