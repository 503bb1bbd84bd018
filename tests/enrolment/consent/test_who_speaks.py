"""Who is told and who consents: by age, by authority, on the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rulebook.rules.parameters import rule_by_id
from enrolment.consent.rules.who_speaks import (
    AGE_OF_OWN_CONSENT,
    CODES,
    PARTIES,
    Whose,
    against_speaker,
    needs_guardian,
)
from enrolment.consent.words import AGAINST
from enrolment.documents.rules.possible_days import age_on

AGE = rule_by_id(AGE_OF_OWN_CONSENT)
ON = date(2026, 6, 10)
CHILD, FOURTEEN, GROWN = date(2012, 6, 11), date(2012, 6, 10), date(1990, 1, 1)
ALL = ("receive", "personal_data")


@pytest.mark.parametrize(
    ("party", "scope", "born", "decides", "why"),
    [
        ("herself", (), GROWN, True, ""),
        ("herself", (), FOURTEEN, True, ""),
        ("herself", (), CHILD, True, "needs_guardian"),
        ("herself", (), CHILD, False, "needs_guardian"),
        ("guardian", (), CHILD, True, ""),
        ("guardian", (), FOURTEEN, True, ""),
        ("delegate", ALL, CHILD, True, "needs_guardian"),
        ("delegate", ("receive",), GROWN, False, ""),
        ("delegate", ("receive",), GROWN, True, "not_covered"),
        ("delegate", ("personal_data",), GROWN, True, ""),
        ("delegate", ("personal_data",), GROWN, False, "not_covered"),
        ("delegate", ("hand_in", "activate"), GROWN, True, "not_covered"),
    ],
)
def test_who_speaks(party, scope, born, decides, why):
    assert against_speaker(party, scope, Whose(born_on=born), ON, AGE, decides=decides) == why


@pytest.mark.parametrize("party", PARTIES)
def test_of_the_dead_nobody_is_asked(party):
    dead = Whose(born_on=GROWN, died_on=ON)
    assert against_speaker(party, ALL, dead, ON, AGE, decides=True) == "has_died"
    assert against_speaker(party, ALL, dead, ON - timedelta(days=1), AGE, decides=True) == ""


def test_before_the_law_no_age_was_asked_for():
    assert not needs_guardian(date(2015, 1, 1), date(2021, 10, 31), AGE)
    assert needs_guardian(date(2015, 1, 1), date(2021, 11, 1), AGE)


@given(born=st.dates(date(1950, 1, 1), ON), on=st.dates(date(2021, 11, 1), date(2040, 1, 1)))
def test_a_child_never_speaks_and_whoever_is_old_enough_always_does(born, on):
    why = against_speaker("herself", (), Whose(born_on=born), on, AGE, decides=True)
    assert why == ("needs_guardian" if age_on(born, on) < 14 else "")


def test_every_refusal_is_said_in_words():
    assert set(AGAINST) == set(CODES) and all(str(text) for text in AGAINST.values())
