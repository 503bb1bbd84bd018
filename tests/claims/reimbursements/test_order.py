"""The order in which a year is counted: as it is settled or by the days of the care; in every order of arrival the deductible of a
year is taken once."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.models import CaseFile
from claims.policies.queries.policies import shipped_policies
from claims.reimbursements.queries import order as order_queries
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.order import order_of, what_followed
from claims.reimbursements.queries.settling import worked_out
from claims.reimbursements.rules.order import CARE, SETTLEMENT, Counted, counted_through, followed_by, in_order
from claims.settlement.rules import as_json, read_case, settle_whole
from tests.accounts import at
from tests.claims.reimbursements.builders import receipt

A = Counted(key="a", starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 9), place_in_order=1)
B = Counted(key="b", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9), place_in_order=2)
C = Counted(key="c", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 5), place_in_order=3)
OWN = Counted(key="own", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9))


@pytest.mark.parametrize(
    ("order", "ordered", "behind"),
    [(SETTLEMENT, "a b c own", ""), (CARE, "c b own a", "a")],
    ids=["settlement", "care"],
)
def test_claims_are_counted_in_one_order(order, ordered, behind):
    assert [one.key for one in in_order(order, [OWN, C, A, B])] == ordered.split()
    assert [one.key for one in followed_by(order, OWN, [A, B, C])] == behind.split()


def visit(day: int, amount: int) -> dict:
    """A visit of the demonstration policy, whose outpatient deductible is of the year."""
    on = date(2026, 1, day).isoformat()
    return {
        "person": {"scheme": "urrbmi", "category": "adult", "born_on": "1980-01-01"},
        "visit": {
            "setting": "outpatient",
            "level": "3",
            "deductible_level": "3",
            "pay_level": "3",
            "off_site": "local",
            "settled_on": "2026-12-01",
            "admitted_on": on,
            "discharged_on": on,
        },
        "bill": {"lines": [{"class": "a", "code": "", "name": "x", "total": f"{amount}.00"}]},
        "id": str(day),
    }


def settling(taken: list[Decimal]):
    policy = shipped_policies()["fujian-demonstration"][0]

    def settle(stated):
        case = read_case(dict(stated))
        settled = settle_whole(policy, case, lambda _case: policy)
        after = {name: value for name, value in as_json(settled)["accumulators_after"].items() if value is not None}
        taken.append(settled.deductible)
        return settled.paid_in_all, after

    return settle


@settings(max_examples=20)
@given(st.lists(st.integers(1, 900), min_size=2, max_size=4))
def test_in_every_order_of_arrival_the_deductible_is_taken_once(amounts):
    """By the order of care each claim pays the same, whoever came first; the deductible of the year is taken once either way."""
    cases = {str(day): visit(day, amount) for day, amount in enumerate(amounts, 1)}
    due, paid = min(Decimal(500), Decimal(sum(amounts))), set()
    for arrival in permutations(cases):
        counted = [
            Counted(key=key, starts_on=date(2026, 1, int(key)), ends_on=date(2026, 1, int(key)), place_in_order=place)
            for place, key in enumerate(arrival, 1)
        ]
        for order in (CARE, SETTLEMENT):
            taken: list[Decimal] = []
            ordered = in_order(order, counted)
            amounts_paid = counted_through({}, [cases[one.key] for one in ordered], settling(taken))
            assert sum(taken) == due
            if order == CARE:
                paid.add(tuple(amounts_paid))
    assert len(paid) == 1


@pytest.mark.django_db
def test_earlier_care_that_is_settled_later_says_what_it_makes_of_what_followed(desk, monkeypatch):
    person = desk.insured()
    late = {"starts_on": desk.stay(20), "ends_on": desk.stay(22)}
    early = {"starts_on": desk.stay(3), "ends_on": desk.stay(5)}
    desk.approve(desk.reviewed(person, receipt("0026896566", issued_on=late["ends_on"]), **late))
    case = desk.reviewed(person, receipt("0026896567", issued_on=early["ends_on"]), **early)
    claim, worked = told(case, desk)
    # As the place counts today: by settlement, and nothing is asked.
    assert order_of(claim) == SETTLEMENT and what_followed(claim, worked) is None
    monkeypatch.setattr(order_queries, "order_of", lambda _claim: CARE)
    found = what_followed(claim, worked)
    # The second admission has half the deductible: in the order of care the later one is the second.
    assert (found.own, found.own_difference) == (Decimal("1320.00"), Decimal("-240.00"))
    (row,) = found.rows
    assert (row.posted, row.anew, row.difference) == (Decimal("1320.00"), Decimal("1560.00"), Decimal("240.00"))
    assert found.difference == 0
    client = at(desk.second)
    page = client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert row.reference in page and f"{row.anew:,.2f}" in page


def told(case, desk):
    fresh = CaseFile.objects.get(pk=case.pk)
    return claim_of(fresh), worked_out(fresh, desk.today)
