"""Days that cannot be beside each other: the rule functions alone, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.parameters import rule_by_id
from enrolment.documents.rules.possible_days import (
    CODES,
    GREATEST_AGE,
    LEAST_WORKING_AGE,
    against_birth,
    against_cover,
    against_validity,
    against_work,
    age_on,
)
from enrolment.documents.words import DAYS

ON = date(2026, 11, 29)
LEAST, GREATEST = rule_by_id(LEAST_WORKING_AGE), rule_by_id(GREATEST_AGE)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 11, 29), ON, 16),
        (date(2010, 11, 30), ON, 15),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 2, 29), date(2023, 2, 28), 14),
        (date(2008, 2, 29), date(2023, 3, 1), 15),
        (ON, ON, 0),
    ],
)
def test_completed_years(born, on, age):
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("born", "began", "code"),
    [
        (date(2024, 3, 1), ON, "work_under_age"),
        (date(2010, 11, 29), ON, ""),
        (date(2010, 11, 30), ON, "work_under_age"),
        (date(2026, 11, 30), ON, "work_before_birth"),
        (ON, ON, "work_under_age"),
        # Before the Labour Law no least age is on record here.
        (date(1980, 1, 1), date(1994, 12, 31), ""),
        (date(1980, 1, 1), date(1995, 1, 1), "work_under_age"),
        (None, ON, ""),
        (date(1990, 1, 1), None, ""),
    ],
)
def test_work(born, began, code):
    assert against_work(born, began, LEAST) == code


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (ON, ""),
        (ON + timedelta(days=1), "born_later"),
        (date(1906, 11, 29), ""),
        (date(1905, 11, 29), "born_too_long_ago"),
        (date(1900, 12, 31), "born_too_long_ago"),
        (None, ""),
    ],
)
def test_birth(born, code):
    assert against_birth(born, ON, GREATEST) == code


@pytest.mark.parametrize(
    ("issued", "expires", "found"),
    [
        (date(2020, 1, 1), date(2025, 1, 1), {}),
        (date(2020, 1, 1), date(2020, 1, 1), {}),
        (date(2020, 1, 2), date(2020, 1, 1), {"expires_on": "expires_before_issue"}),
        (date(1989, 12, 31), None, {"issued_on": "issued_before_birth"}),
        (None, date(1989, 12, 31), {"expires_on": "expires_before_birth"}),
        (
            date(1989, 12, 31),
            date(1989, 1, 1),
            {"issued_on": "issued_before_birth", "expires_on": "expires_before_birth"},
        ),
        (None, None, {}),
    ],
)
def test_validity(issued, expires, found):
    assert against_validity(date(1990, 1, 1), issued, expires) == found


@given(st.dates(date(1900, 1, 1), ON), st.dates(date(1900, 1, 1), ON))
def test_cover_begins_on_the_day_of_birth_at_the_earliest(born, starts):
    assert bool(against_cover(born, starts)) is (starts < born)


def test_every_code_has_words():
    assert set(DAYS) == set(CODES)


def test_the_least_age_is_law_and_the_greatest_an_assumption():
    assert LEAST.value_for(on=ON).status == "stated" and "article 15" in LEAST.value_for(on=ON).source
    assert GREATEST.value_for(on=ON).status == "assumed"
