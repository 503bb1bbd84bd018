"""Taiwan-funded applicants beside all others: counted by what is told, small numbers hidden and not to be worked out."""

from datetime import date
from itertools import product

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from casework.disclosure.rules.hiding import LEAST, SUM
from casework.disclosure.rules.working_out import determined, pinned
from institutions.applications.states import DesignationState
from institutions.equal_treatment.queries import told_of
from institutions.equal_treatment.rules.comparison import (
    ANSWERED,
    COLUMNS,
    ROWS,
    STATES,
    Told,
    band_of,
    compared,
    shares,
)
from institutions.equal_treatment.words import COLUMNS as WORDS
from institutions.equal_treatment.words import TITLES
from tests.accounts import at
from tests.institutions.builders import institution

FUNDED = {"kind": "clinic", "taiwan_funded": True, "taiwan_form": "wholly_owned", "taiwan_share": 100}
TOLD = st.builds(
    lambda taiwan, state, days, asked, number: Told(
        taiwan=taiwan,
        state=state,
        days=days if state in ("signed", "refused", "failed") else None,
        asked=asked,
        number=number,
    ),
    st.booleans(),
    st.sampled_from(DesignationState.values),
    st.sampled_from([0, 30, 31, 60, 90, 91]),
    st.booleans(),
    st.integers(1, 12),
)


def test_what_lies_between_least_and_most_is_found():
    assert pinned([({"a": 1, "b": 1, "sum": -1}, 0), ({"sum": 1}, 0)]) == ["a", "b", "sum"]
    assert pinned([({"a": 1, "b": 1}, 5)]) == []
    assert set(pinned([({"a": 1, "b": 1}, 5), ({"b": 1, "c": 1}, 3), ({"a": 1, "c": -1}, 2)])) == set()
    assert set(pinned([({"a": 1, "b": 1}, 5), ({"b": 1, "c": 1}, 3), ({"c": 1, "d": 1}, 0)])) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(("days", "band"), [(0, "to_30"), (30, "to_30"), (31, "to_60"), (90, "to_90"), (91, "over_90")])
def test_bands(days, band):
    assert band_of(days) == band


def test_large_numbers_are_shown_and_small_ones_take_a_neighbour():
    both = [Told(taiwan=taiwan, state="signed", days=40, asked=False, number=8) for taiwan in (True, False)]
    whole = compared(both)
    assert whole[STATES].shown("taiwan", ANSWERED) == whole["days"].shown("taiwan", "to_60") == 8
    few = compared([*both, Told(taiwan=True, state="refused", days=20, asked=True, number=2)])
    hidden = {cell for cell in product(ROWS, COLUMNS["outcome"]) if few["outcome"].shown(*cell) is None}
    # Two refused among the Taiwan-funded: their signed ones say no more either, nor does the sum of the refused.
    assert hidden == {("taiwan", column) for column in COLUMNS["outcome"]}
    assert few["outcome"].shown(SUM, "turned_away") is None
    assert shares(whole["days"])[:2] == [("taiwan", "to_30", 0), ("others", "to_30", 0)]


def told_of_many(*rows):
    return [
        Told(taiwan=taiwan, state=state, days=days, asked=asked, number=number)
        for taiwan, state, days, asked, number in rows
    ]


# Elimination finds nothing here; that nobody is counted below zero gives a four away, and a two.
GIVEN_AWAY = [
    told_of_many(
        (True, "failed", 31, True, 6),
        (False, "withdrawn", None, False, 8),
        (True, "withdrawn", None, False, 11),
        (False, "signed", 61, True, 3),
        (False, "failed", 31, False, 4),
        (False, "failed", 91, True, 5),
    ),
    told_of_many(
        (True, "refused", 91, True, 6),
        (False, "signed", 31, True, 3),
        (False, "signed", 91, True, 2),
        (False, "signed", 61, True, 5),
        (True, "withdrawn", None, False, 6),
    ),
]


@given(st.lists(TOLD, max_size=16))
@example(GIVEN_AWAY[0])
@example(GIVEN_AWAY[1])
def test_no_small_number_is_shown_or_follows_from_what_is(told):
    found = compared(told)
    equations, numbers = [], {}
    for name, table in found.items():
        for cell, number in table.numbers.items():
            assert cell in table.hidden or not 0 < number < LEAST
            numbers[_name(name, cell)] = number
        for total, parts in table.lines():
            equation, right = {}, 0
            for cell, sign in ((total, -1), *((part, 1) for part in parts)):
                if cell in table.hidden:
                    equation[_name(name, cell)] = equation.get(_name(name, cell), 0) + sign
                else:
                    right -= sign * table.numbers[cell]
            equations.append((equation, right))
    for known in (determined(equation for equation, _right in equations), pinned(equations)):
        assert not [name for name in known if 0 < numbers[name] < LEAST]
    assert all(0 <= share <= 100 for table in found.values() for _row, _column, share in shares(table))


def _name(name, cell):
    row, column = cell
    return (STATES, (row, ANSWERED)) if name != STATES and column == SUM else (name, cell)


def test_everything_has_words():
    assert set(TITLES) == set(COLUMNS) and set(WORDS) == {column for columns in COLUMNS.values() for column in columns}


@pytest.mark.django_db
def test_what_is_counted_is_what_was_received_in_the_year_and_area(desk, staff):
    desk.signed(institution(sequence=1, **FUNDED))
    desk.signed(institution(sequence=2), number="XM-2")
    desk.applied(institution(sequence=3), on=date(2026, 2, 1))
    found = sorted(told_of(desk.manager, 2026), key=str)
    assert [(one.taiwan, one.state, one.days, one.asked, one.number) for one in found] == [
        (False, "received", None, False, 1),
        (False, "signed", 8, False, 1),
        (True, "signed", 8, False, 1),
    ]
    assert told_of(desk.manager, 2025) == [] and told_of(staff("institution_manager", "350211"), 2026) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_draws_its_bars_without_a_script_and_says_them_as_a_table(desk, monkeypatch, language):
    several = [
        Told(taiwan=taiwan, state="signed", days=days, asked=False, number=9)
        for taiwan in (True, False)
        for days in (20, 70)
    ]
    monkeypatch.setattr("institutions.equal_treatment.views.told_of", lambda _officer, _year: several)
    client = at(desk.manager)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(reverse("see_equal_treatment"), {"year": "2025"})
    page = answer.content.decode()
    assert answer.status_code == 200 and page.count('class="bar bar-') == 8 and "<desc" in page and "plot-table" in page
    assert client.get(reverse("see_equal_treatment"), {"year": "x"}).status_code == 200


@pytest.mark.django_db
def test_who_does_not_decide_on_institutions_does_not_see_it(staff):
    assert at(staff("counter_clerk")).get(reverse("see_equal_treatment")).status_code == 403
