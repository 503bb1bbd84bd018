"""On which days people are told: by stage and place, the nearer of two alone, windows only where a source gives their days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.rulebook.rules.parameters import rule_by_id
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, last_birth_of_age
from enrolment.messages.rules.stages import RULE_ID, STAGES, Reach, days_before, reaches, windows_now
from enrolment.messages.services.composing import HOLDS
from enrolment.messages.words import STAGES as WORDS

ON = date(2026, 6, 10)
XIAMEN, SIMING, FUZHOU, WENJIANG = "350200", "350203", "350100", "510115"


def rule():
    return rule_by_id(RULE_ID)


def told(places, on):
    return {(one.stage, one.year, one.day, one.places) for one in windows_now(rule(), places, on)}


def test_each_stage_has_a_value_words_and_says_when_it_is_overtaken():
    assert all(days_before(rule(), stage, "", ON) is not None for stage in STAGES)
    assert set(WORDS) == set(STAGES) == set(HOLDS)


def test_the_nearer_of_two_stages_is_told_alone():
    (first,), (second,) = reaches(rule(), "document_first", ON), reaches(rule(), "document_second", ON)
    assert first == Reach("", (), ON + timedelta(days=15), ON + timedelta(days=60))
    assert second == Reach("", (), ON, ON + timedelta(days=14))


def test_a_place_has_days_of_its_own_and_another_tells_nobody():
    own = replace(
        next(v for v in rule().values if dict(v.applies_to)["stage"] == ("cover_ending",)), place="3502", value=45
    )
    changed = replace(rule(), values=(*rule().values, own, replace(own, place="3501", value=None)))
    found = reaches(changed, "cover_ending", ON)
    assert [(reach.place, reach.but, (reach.last - ON).days) for reach in found] == [
        ("", ("3501", "3502"), 30),
        ("3502", (), 45),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # Xiamen's window for 2026: 22 October to 26 December 2025. Fujian: 1 September to 31 December.
        (date(2025, 8, 31), set()),
        (date(2025, 9, 1), {("window_opens", 2026, date(2025, 12, 31), (FUZHOU,))}),
        (
            date(2025, 10, 22),
            {
                ("window_opens", 2026, date(2025, 12, 31), (FUZHOU,)),
                ("window_opens", 2026, date(2025, 12, 26), (XIAMEN, SIMING)),
            },
        ),
        (
            date(2025, 12, 16),
            {
                ("window_opens", 2026, date(2025, 12, 31), (FUZHOU,)),
                ("window_closes", 2026, date(2025, 12, 26), (XIAMEN, SIMING)),
            },
        ),
        (date(2025, 12, 27), {("window_closes", 2026, date(2025, 12, 31), (FUZHOU,))}),
        (date(2026, 1, 1), set()),
    ],
)
def test_a_window_by_place_and_day(on, expected):
    assert told([XIAMEN, SIMING, FUZHOU], on) == expected


def test_without_a_source_nobody_is_told_of_a_window():
    assert told([WENJIANG], date(2025, 12, 25)) == set()


@pytest.mark.parametrize(
    ("on", "last"),
    [
        (date(2026, 6, 10), date(2008, 6, 10)),
        (date(2026, 2, 28), date(2008, 2, 28)),
        (date(2026, 3, 1), date(2008, 3, 1)),
        (date(2024, 2, 29), date(2006, 2, 28)),
    ],
)
def test_the_last_birthday_of_those_who_are_of_age(on, last):
    assert last_birth_of_age(rule_by_id(AGE_OF_MAJORITY), on) == last
