"""A settlement over the network while that is suspended for the person is not paid to the institution; she claims by hand."""

from dataclasses import replace
from datetime import date

import pytest

from claims.models import CareResult
from claims.months.words import finding_text
from claims.suspensions.services import suspending
from claims.suspensions.services.suspending import OrderData
from tests.claims.months.builders import Ward, settlement

pytestmark = pytest.mark.django_db
# From the 15th of May, three months.
ORDER = OrderData(
    ordered_by="某市医疗保障局",
    order_number="厦医保罚〔2026〕1号",
    ordered_on=date(2026, 5, 11),
    starts_on=date(2026, 5, 15),
    ordered_until=date(2026, 8, 14),
)


@pytest.fixture
def ward(staff):
    return Ward(staff)


def ordered(ward, person, **changes) -> None:
    case = suspending.open_suspension(person, replace(ORDER, **changes), by=ward.reviewer, on=ward.today)
    ward.scans(case, ("suspension_order",))
    suspending.confirm_suspension(case.pk, **ward.step(case, ward.second))


def test_what_is_settled_within_an_order_is_refused_by_its_day_of_settlement(ward):
    person, other = ward.insured(2), ward.insured(4)
    ordered(ward, person)
    mine, theirs = ward.documents(person, other)
    # Of the stay the day of settlement counts, not the days of the care.
    rows = [settlement("A", mine, day=14), settlement("B", mine, day=15), settlement("C", theirs, day=15)]
    run = ward.worked_out(ward.declared(*rows))
    found = {row.care.number: row for row in CareResult.objects.filter(run=run).select_related("care")}
    assert {number: row.reason == "networked_suspended" for number, row in found.items()} == {"A": 0, "B": 1, "C": 0}
    assert found["B"].outcome == "refused" and found["B"].paid == 0
    said = [finding_text(one) for one in found["B"].findings]
    assert any("2026-05-15" in one and ORDER.order_number in one for one in said), said
