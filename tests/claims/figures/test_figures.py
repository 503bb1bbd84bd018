"""Figures of claims: each claim counted once, small numbers hidden and not to be worked out, compatriots beside all others."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.disclosure.rules.hiding import LEAST, SUM
from casework.disclosure.rules.working_out import determined, pinned
from casework.models import CaseFile, Deadline
from claims.figures import words
from claims.figures.queries import WAITS, costs_by_month, groups_of, waiting_by_age
from claims.figures.rules.tables import (
    AGES,
    APPROVED,
    DECIDED,
    GROUNDS,
    GROUPINGS,
    LAYERS,
    MONTH,
    OFFICE,
    STATES,
    WHO,
    Group,
    band_of,
    costs,
    tables,
    waiting,
)
from claims.reimbursements.rules.coded import grounds
from claims.reimbursements.services.reviewing import refuse_claim
from enrolment.models import Person
from tests.accounts import at
from tests.builders import JIMEI, Staff
from tests.claims.reimbursements.builders import Desk, receipt
from tests.conftest import check_what_was_made
from tests.test_query_counts import queries_of

CODES = ("not_covered", "third_party")
GROUP = st.builds(
    lambda month, office, who, decided, told, number: Group(
        month=month, office=office, who=who, states=decided, number=number, **(told if decided == DECIDED else {})
    ),
    st.sampled_from(["2026-01", "2026-02"]),
    st.sampled_from(["1", "2"]),
    st.sampled_from(["taiwan", "others"]),
    st.sampled_from([DECIDED, "open", "withdrawn"]),
    st.fixed_dictionaries(
        {
            "time": st.sampled_from(["in_time", "late"]),
            "days": st.sampled_from(AGES),
            "papers": st.sampled_from(["whole", "asked"]),
            "grounds": st.sampled_from([APPROVED, *CODES]),
        }
    ),
    st.integers(1, 12),
)


@pytest.mark.parametrize(("days", "band"), [(0, "to_10"), (10, "to_10"), (11, "to_20"), (30, "to_30"), (31, "over_30")])
def test_bands(days, band):
    assert band_of(days) == band


@pytest.mark.parametrize("by", GROUPINGS)
@given(groups=st.lists(GROUP, max_size=10))
def test_no_small_number_is_shown_or_follows_from_what_is(by, groups):
    found = tables(groups, by, CODES)
    equations, numbers = [], {}
    for name, table in found.items():
        for total, parts in table.lines():
            equation, right = {}, 0
            for cell, sign in ((total, -1), *((part, 1) for part in parts)):
                one = (STATES, (cell[0], DECIDED)) if name != STATES and cell[1] == SUM else (name, cell)
                numbers[one] = table.numbers[cell]
                if cell in table.hidden:
                    equation[one] = equation.get(one, 0) + sign
                else:
                    assert not 0 < table.numbers[cell] < LEAST
                    right -= sign * table.numbers[cell]
            equations.append((equation, right))
    for known in (determined(equation for equation, _right in equations), pinned(equations)):
        assert not [one for one in known if 0 < numbers[one] < LEAST]


@given(st.lists(GROUP, max_size=10))
def test_however_they_are_grouped_the_sums_and_what_is_hidden_of_them_are_the_same(groups):
    views = [tables(groups, by, CODES) for by in GROUPINGS]
    for one, other in pairwise(views):
        for name, table in one.items():
            for column in (*table.columns, SUM):
                assert table.shown(SUM, column) == other[name].shown(SUM, column)


def test_what_few_people_cost_is_not_shown_nor_left_as_the_only_difference():
    amounts = [Decimal("10.00")] * len(LAYERS)
    told = costs({"2026-01": (7, amounts), "2026-02": (2, amounts), "2026-03": (9, amounts)})
    assert [row.claims for row in told] == [None, None, 9, 18]
    assert told[-1].row == SUM and told[-1].total == Decimal("150.00") and told[2].borne == tuple(amounts)
    assert [row.total for row in costs({"2026-01": (4, amounts)})] == [None, None]


def test_every_column_has_words():
    told = tables([], WHO, CODES)
    assert {name: len(words.shown(name, table, WHO, words.ROWS).columns) for name, table in told.items()}
    assert words.shown(GROUNDS, tables([], WHO, list(grounds()))[GROUNDS], WHO, words.ROWS).columns


@pytest.fixture(scope="module")
def year(made_once):
    """A claim approved, one refused late for want of cover, one that waits; of two people."""
    desk = Desk(Staff(date(2026, 6, 10)))
    one, other = desk.insured(2), desk.insured(4)
    Person.objects.filter(pk=other.pk).update(category="foreign")
    approved = desk.approve(desk.reviewed(one))
    refused = desk.reviewed(other, receipt("0026896567"))
    refuse_claim(refused.pk, "not_covered", "无待遇", **desk.step(refused, desk.second))
    Deadline.objects.filter(case=refused).update(nominal_on=date(2026, 6, 9), legal_on=date(2026, 6, 9))
    desk.received(one, receipt("0026896568"), starts_on=desk.stay(2), ends_on=desk.stay(4))
    check_what_was_made()
    return desk, approved


@pytest.mark.django_db
def test_each_claim_of_the_area_is_counted_once_with_what_is_told_of_it(year, staff):
    _desk, approved = year
    supervisor = staff("supervisor")
    found = {(one.who, one.states, one.time, one.papers, one.grounds): one for one in groups_of(supervisor, 2026)}
    office = str(CaseFile.objects.get(pk=approved.pk).office_id)
    assert set(found) == {
        ("taiwan", DECIDED, "in_time", "whole", APPROVED),
        ("others", DECIDED, "late", "whole", "not_covered"),
        ("taiwan", "open", "", "", ""),
    }
    assert {(one.month, one.office, one.number) for one in found.values()} == {("2026-06", office, 1)}
    assert {one.days for one in found.values()} == {"to_10", ""}
    assert waiting_by_age(supervisor) == {("received", "to_10"): 1}
    (number, amounts) = costs_by_month(supervisor, 2026)["2026-06"]
    assert (number, amounts[0], sum(amounts)) == (1, Decimal("1320.00"), Decimal("3000.00"))
    for other in (staff("supervisor", JIMEI), staff("counter_clerk")):
        assert groups_of(other, 2026) == [] and waiting_by_age(other) == {} == costs_by_month(other, 2026)
    assert groups_of(supervisor, 2025) == []


@pytest.mark.django_db
@pytest.mark.parametrize("by", [MONTH, OFFICE, WHO, "x"])
def test_page_and_file_show_the_same_and_name_nobody(year, staff, by):
    client = at(staff("supervisor"))
    page = client.get(reverse("see_claim_figures"), {"by": by, "year": "2026"}).content.decode()
    file = client.get(reverse("claim_figures_file"), {"by": by, "year": "x"})
    text = file.content.decode("utf-8-sig")
    assert file["Content-Type"].startswith("text/csv") and "attachment" in file["Content-Disposition"]
    assert "陳" not in page + text and "1320" not in page + text
    assert "claims/figures/table.csv" in page and text.count("\r\n\r\n") == 7
    assert at(staff("counter_clerk")).get(reverse("claim_figures_file")).status_code == 403


@pytest.mark.django_db
def test_the_page_asks_the_same_however_many_claims_there_are(year, staff):
    desk, _approved = year
    client = at(staff("supervisor"))
    client.get(reverse("see_claim_figures"))
    few = queries_of(client, reverse("see_claim_figures"))
    for number in range(3):
        desk.received(desk.insured(20 + number), receipt(f"002689660{number}"))
    assert queries_of(client, reverse("see_claim_figures")) == few <= 20


def test_waiting_states_are_those_that_wait_for_a_decision():
    assert waiting({("received", "to_10"): 7}, WAITS).rows == ("received",)
