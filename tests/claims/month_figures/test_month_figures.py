"""Months of Taiwan-funded institutions beside all others: small numbers hidden, nothing follows from them."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from casework.disclosure.rules.hiding import LEAST, SUM
from claims.models import InstitutionMonth
from claims.month_figures.queries import cares_of, months_behind, paid_of
from claims.month_figures.rules.tables import (
    DAYS,
    OUTCOMES,
    PAYING,
    REASONS,
    Cares,
    Paid,
    band_of,
    money,
    months,
    settlements,
    tells_of_one,
)
from institutions.models import Institution
from tests.accounts import at
from tests.claims.advances.test_advances import paid_out
from tests.claims.months.builders import settlement
from tests.test_query_counts import queries_of

PAIDS = st.builds(
    Paid,
    taiwan=st.booleans(),
    days=st.none() | st.integers(0, 60),
    late=st.booleans(),
    number=st.integers(1, 12),
)
CARES = st.builds(
    lambda taiwan, told, number: Cares(taiwan=taiwan, outcome=told[0], reason=told[1], number=number),
    st.booleans(),
    st.sampled_from(
        [("agrees", ""), ("differs", "fund_pays"), ("refused", "not_covered"), ("refused", "person_unknown")]
    ),
    st.integers(1, 12),
)


@pytest.mark.parametrize(("days", "band"), [(0, "to_10"), (10, "to_10"), (11, "to_20"), (30, "to_30"), (31, "over_30")])
def test_bands(days, band):
    assert band_of(days) == band


def small(tables) -> list:
    return [
        (name, cell)
        for name, table in tables.items()
        for cell, number in table.numbers.items()
        if 0 < number < LEAST and cell not in table.hidden
    ]


@given(told=st.lists(PAIDS, max_size=10))
def test_no_small_number_of_months_is_shown(told):
    found = months(told)
    assert small(found) == [] and found[PAYING].numbers[SUM, SUM] == sum(one.number for one in told)


@given(told=st.lists(CARES, max_size=10))
def test_no_small_number_of_settlements_is_shown(told):
    found = settlements(told)
    assert small(found) == []
    if REASONS in found:
        refused = sum(one.number for one in told if one.outcome == "refused")
        assert found[REASONS].numbers[SUM, SUM] == found[OUTCOMES].numbers[SUM, "refused"] == refused


def test_amounts_of_few_months_are_hidden_with_what_would_give_them_away():
    told = [
        Cares(taiwan=True, outcome="agrees", reason="", number=9, charged=Decimal(100), paid=Decimal(90)),
        Cares(taiwan=False, outcome="agrees", reason="", number=9, charged=Decimal(200), paid=Decimal(200)),
    ]
    taiwan, others, every = money(told, {"taiwan": 6, "others": 7})
    assert (taiwan.difference, taiwan.share, others.share, every.paid) == (-10, Decimal("-10.0"), 0, 290)
    few = money(told, {"taiwan": 4, "others": 7})
    assert [one.charged for one in few[:2]] == [None, None] and few[2].months == 11
    assert money([], {})[2].share == 0
    assert [tells_of_one({"taiwan": number, "others": 9}) for number in (0, 1, 4, 5)] == [False, True, True, False]


@pytest.mark.django_db
def test_each_month_and_settlement_is_counted_once(ward):
    documents = ward.documents(ward.insured(2))
    case = ward.posted_month(
        ward.declared(settlement("S1", documents[0], fund="10.00"), settlement("S2", "830000199001010000"))
    )
    Institution.objects.filter(pk=ward.hospital.pk).update(
        taiwan_funded=True, taiwan_form="joint_venture", taiwan_share=30
    )
    officer = ward.payer
    assert months_behind(officer, 2026) == {True: 1} and months_behind(officer, 2025) == {}
    assert paid_of(officer, 2026) == [Paid(taiwan=True, days=None)]
    told = {one.outcome: one for one in cares_of(officer, 2026)}
    assert told["refused"].reason == "person_unknown" and told["refused"].number == told["differs"].number == 1
    assert told["differs"].charged == 10 and told["differs"].paid > 0
    paid_out(ward)
    month = InstitutionMonth.objects.select_related("case").get(pk=case.pk)
    closed = month.case.closed_on
    days = max((closed - max(month.declare_by, case.received_on)).days, 0)
    assert month.state == "paid"
    assert paid_of(officer, 2026) == [Paid(taiwan=True, days=days, late=closed > month.pay_by)]
    client, address = at(officer), reverse("see_month_figures")
    page = client.get(address, {"year": "2026"}).content.decode()
    assert ward.hospital.code not in page and str(told["differs"].paid) not in page
    file = client.get(reverse("month_figures_file"), {"year": "2026"})
    assert file["Content-Type"].startswith("text/csv") and str(told["differs"].paid) not in file.content.decode()
    assert queries_of(client, address) == queries_of(client, address)
    assert client.get(address, {"year": "gestern"}).status_code == 200
    assert at(ward.clerk).get(address).status_code == 403


def test_the_days_are_told_of_enough_months():
    found = months([Paid(taiwan=True, days=12, number=6), Paid(taiwan=False, days=25, number=8)])
    assert found[DAYS].shown("taiwan", "to_20") == 6 and found[DAYS].shown("others", "to_30") == 8
